import { randomInt } from 'node:crypto';
import { kinds } from '../kinds/kinds.ts';
import { openRegistry, type Registry, type Shared } from '../registry/registry.ts';
import type { Sources } from '../registry/resource-context.ts';
import { serverAdmission } from './admission.ts';
import type { WriteGuards } from './write-guards.ts';

/** Puts all kinds on a store, with the admission that every write goes through, with what stands around it (`guards`). */
export function serverRegistry(
  shared: Pick<Shared, 'store' | 'cache' | 'watches' | 'eventTtlMs'>,
  guards: WriteGuards | undefined,
  { now, randomUUID }: Pick<Sources, 'now' | 'randomUUID'>,
): Registry {
  const sources: Sources = { now, randomUUID, randomInt: (limit) => randomInt(limit) };
  return openRegistry(kinds, { ...shared, sources, admission: serverAdmission({ ...shared, now, guards }) });
}
