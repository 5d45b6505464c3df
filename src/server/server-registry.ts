import { randomInt } from 'node:crypto';
import { kinds } from '../kinds/kinds.ts';
import { openRegistry, type Registry, type Shared } from '../registry/registry.ts';
import type { Sources } from '../registry/resource-context.ts';
import { type AdmissionSetup, serverAdmission } from './admission.ts';

/** Puts all kinds on a store, with the admission that every write goes through. */
export async function serverRegistry(
  shared: Pick<Shared, 'store' | 'cache' | 'watches' | 'eventTtlMs'>,
  { now, randomUUID, ...setup }: Pick<Sources, 'now' | 'randomUUID'> & AdmissionSetup,
): Promise<Registry> {
  const sources: Sources = { now, randomUUID, randomInt: (limit) => randomInt(limit) };
  const admission = await serverAdmission({ ...shared, now }, setup);
  return openRegistry(kinds, { ...shared, sources, admission });
}
