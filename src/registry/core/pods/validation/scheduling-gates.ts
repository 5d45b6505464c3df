import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { type FieldError, forbidden } from '../../../../apimachinery/field-error.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';

/** Scheduling gates may be taken away from a pod, but none may be added (KEP-3521). */
export function validateOnlyDeletedSchedulingGates(next: PodSpec, old: PodSpec, path: FieldPath): FieldError[] {
  return (next.schedulingGates ?? []).flatMap(({ name }, i) =>
    old.schedulingGates?.some((gate) => gate.name === name) === true
      ? []
      : [forbidden(path.index(i).child('name'), `only deletion is allowed, but found new scheduling gate '${name}'`)],
  );
}
