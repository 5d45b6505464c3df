import type { DeleteOptions } from '../../schemas/meta/v1/delete-options.ts';
import type { ObjectMeta } from '../../schemas/meta/v1/object-meta.ts';
import { DELETE_DEPENDENTS, ORPHAN_DEPENDENTS } from '../apimachinery/finalizers.ts';

/**
 * Sets the finalizers that tell a garbage collector what becomes of the objects that belong to a deleted one: `orphan` where
 * they stay, `foregroundDeletion` where they go first. What the request says counts; where it says nothing, what the object
 * carries already. An object that `ownsNothing` has none of them. Mutates the metadata.
 */
export function setDependentsFinalizers(metadata: ObjectMeta, options: DeleteOptions, ownsNothing: boolean): void {
  const finalizers = metadata.finalizers ?? [];
  const wanted = ownsNothing ? undefined : wantedFinalizer(finalizers, options);
  const next = finalizers.filter((name) => name !== ORPHAN_DEPENDENTS && name !== DELETE_DEPENDENTS);
  if (wanted !== undefined) next.push(wanted);
  if (next.length === finalizers.length && next.every((name) => finalizers.includes(name))) return;
  metadata.finalizers = next;
}

function wantedFinalizer(
  finalizers: readonly string[],
  { orphanDependents, propagationPolicy }: DeleteOptions,
): string | undefined {
  if (orphanDependents !== undefined) return orphanDependents ? ORPHAN_DEPENDENTS : undefined;
  switch (propagationPolicy) {
    case 'Orphan':
      return ORPHAN_DEPENDENTS;
    case 'Foreground':
      return DELETE_DEPENDENTS;
    case 'Background':
      return undefined;
    default:
      return finalizers.find((name) => name === ORPHAN_DEPENDENTS || name === DELETE_DEPENDENTS);
  }
}
