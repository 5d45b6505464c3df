import { randomInt } from 'node:crypto';
import { kinds } from '../kinds/kinds.ts';
import { openRegistry, type Registry, type Shared } from '../registry/registry.ts';
import type { Sources } from '../registry/resource-context.ts';
import { serverAdmission } from './admission.ts';

/** Puts all kinds on a store, with the admission that every write goes through. */
export function serverRegistry(
  shared: Pick<Shared, 'store' | 'cache' | 'watches' | 'eventTtlMs'>,
  { now, randomUUID }: Pick<Sources, 'now' | 'randomUUID'>,
): Registry {
  const sources: Sources = { now, randomUUID, randomInt: (limit) => randomInt(limit) };
  return openRegistry(kinds, { ...shared, sources, admission: serverAdmission({ ...shared, now }) });
}
