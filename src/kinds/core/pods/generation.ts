import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import { isSemanticallyEqual } from '../../../apimachinery/semantic-equal.ts';

/** Counts a change of the spec, which is what a pod's generation is for (KEP-5067). Mutates the metadata of `next`. */
export function countGeneration(next: Pod, old: Pod): void {
  if (isSemanticallyEqual(next.spec, old.spec)) return;
  next.metadata.generation = Number(next.metadata.generation ?? 0) + 1;
}
