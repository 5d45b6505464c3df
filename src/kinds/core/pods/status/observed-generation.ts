import type { PodStatus } from '../../../../../schemas/core/v1/pod-status.ts';
import type { Int64 } from '../../../../../schemas/schema.ts';

/**
 * Keeps the observedGeneration of the status and of each condition that the writer left out (KEP-5067). Conditions of the same
 * type are paired in their order, since a type may stand more than once. Mutates `next`.
 */
export function preserveObservedGeneration(next: PodStatus, old: PodStatus): void {
  if (isAbsent(next.observedGeneration) && old.observedGeneration !== undefined) {
    next.observedGeneration = old.observedGeneration;
  }
  if (next.conditions?.some((condition) => isAbsent(condition.observedGeneration)) !== true) return;
  const kept = generationsByType(old);
  if (kept === undefined) return;
  for (const condition of next.conditions) {
    const generation = kept.get(condition.type)?.shift();
    if (generation !== undefined && !isAbsent(generation) && isAbsent(condition.observedGeneration))
      condition.observedGeneration = generation;
  }
}

function isAbsent(generation: Int64 | undefined): boolean {
  return generation === undefined || generation === 0;
}

/** The old generations by type of condition, in their order; undefined where no condition has one. */
function generationsByType({ conditions }: PodStatus): Map<string, Int64[]> | undefined {
  if (conditions?.some(({ observedGeneration }) => !isAbsent(observedGeneration)) !== true) return undefined;
  const generations = new Map<string, Int64[]>();
  for (const { type, observedGeneration = 0 } of conditions) {
    const ofType = generations.get(type);
    if (ofType === undefined) generations.set(type, [observedGeneration]);
    else ofType.push(observedGeneration);
  }
  return generations;
}
