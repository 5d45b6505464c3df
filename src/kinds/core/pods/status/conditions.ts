import type { PodCondition } from '../../../../../schemas/core/v1/pod-status.ts';
import { type FieldError, invalid } from '../../../../apimachinery/field-error.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { isQualifiedName } from '../../../../apimachinery/validation/qualified-name.ts';

/** The types of conditions that need no check. */
const WELL_KNOWN: ReadonlySet<string> = new Set(['PodScheduled', 'Ready', 'Initialized']);

/** Types of conditions are qualified names. A type may stand twice, and status and times are free. */
export function validatePodConditions(conditions: readonly PodCondition[] | undefined, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const [i, { type, observedGeneration = 0 }] of (conditions ?? []).entries()) {
    if (observedGeneration < 0) {
      const at = path.index(i).child('observedGeneration');
      errors.push(invalid(at, observedGeneration, 'must be a non-negative integer'));
    }
    if (WELL_KNOWN.has(type)) continue;
    for (const problem of isQualifiedName(type)) errors.push(invalid(path.index(i).child('Type'), type, problem));
  }
  return errors;
}
