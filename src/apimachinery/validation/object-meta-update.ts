import type { ObjectMeta } from '../../../schemas/meta/v1/object-meta.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { addErrors } from '../field-errors.ts';
import { FieldPath } from '../field-path.ts';
import { validateAnnotations } from './annotations.ts';
import { validateNoNewFinalizers } from './finalizers.ts';
import { validateImmutableField } from './immutable-field.ts';
import { validateLabels } from './labels.ts';
import { validateManagedFields } from './managed-fields.ts';
import { validateOwnerReferences } from './owner-references.ts';

const METADATA = FieldPath.of('metadata');

/** The metadata that identifies an object or tells of its life; no update changes it. */
const IMMUTABLE = [
  'name',
  'namespace',
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
] as const;

/**
 * What is wrong with replacing the metadata `old` by `next`, whatever the kind. `formatIsValid` says that labels, annotations,
 * owners and managed fields of `next` have been looked at and are well formed.
 */
export function validateMetadataUpdate(
  next: ObjectMeta,
  old: ObjectMeta,
  { formatIsValid }: { readonly formatIsValid: boolean },
): FieldError[] {
  const errors: FieldError[] = [];
  if (old.deletionTimestamp !== undefined) {
    addErrors(errors, validateNoNewFinalizers(next.finalizers, old.finalizers, METADATA.child('finalizers')));
  }
  const { resourceVersion = '', generation = 0 } = next;
  if (resourceVersion === '') {
    errors.push(invalid(METADATA.child('resourceVersion'), resourceVersion, 'must be specified for an update'));
  }
  if (generation < (old.generation ?? 0)) {
    errors.push(invalid(METADATA.child('generation'), generation, 'must not be decremented'));
  }
  for (const field of IMMUTABLE) {
    if (next[field] !== old[field])
      addErrors(errors, validateImmutableField(next[field], old[field], METADATA.child(field)));
  }
  if (formatIsValid) return errors;
  addErrors(errors, validateLabels(next.labels, METADATA.child('labels')));
  addErrors(errors, validateAnnotations(next.annotations, METADATA.child('annotations')));
  addErrors(errors, validateOwnerReferences(next.ownerReferences, METADATA.child('ownerReferences')));
  addErrors(errors, validateManagedFields(next.managedFields, METADATA.child('managedFields')));
  return errors;
}
