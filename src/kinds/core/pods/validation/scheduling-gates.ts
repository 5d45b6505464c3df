import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { duplicate, type FieldError, forbidden } from '../../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { invalidFor } from '../../../../apimachinery/validation/fields.ts';
import { isQualifiedName } from '../../../../apimachinery/validation/qualified-name.ts';

/** What is wrong with the scheduling gates of a pod: they have different qualified names. */
export function validateSchedulingGates({ schedulingGates = [] }: PodSpec, path: FieldPath): FieldError[] {
  const seen = new Set<string>();
  return errorsOfEach(schedulingGates, ({ name }, i) => {
    const errors = invalidFor(name, isQualifiedName(name), path.index(i));
    if (seen.has(name)) errors.push(duplicate(path.index(i), name));
    seen.add(name);
    return errors;
  });
}

/** Scheduling gates may be taken away from a pod, but none may be added (KEP-3521). */
export function validateOnlyDeletedSchedulingGates(next: PodSpec, old: PodSpec, path: FieldPath): FieldError[] {
  const known = new Set(old.schedulingGates?.map(({ name }) => name));
  // A gate that stands twice is found where it stands last.
  const added = new Map((next.schedulingGates ?? []).map(({ name }, i) => [name, i] as const));
  return errorsOfEach([...added], ([name, i]) =>
    known.has(name)
      ? []
      : [forbidden(path.index(i).child('name'), `only deletion is allowed, but found new scheduling gate '${name}'`)],
  );
}
