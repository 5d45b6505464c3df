import type { ObjectMeta } from '../../../schemas/meta/v1/object-meta.ts';
import { type FieldError, forbidden, invalid, requiredField } from '../field-error.ts';
import { addErrors } from '../field-errors.ts';
import { FieldPath } from '../field-path.ts';
import { validateAnnotations } from './annotations.ts';
import { validateFinalizers, validateKubernetesFinalizers } from './finalizers.ts';
import { validateLabels } from './labels.ts';
import { validateManagedFields } from './managed-fields.ts';
import { NOT_NEGATIVE } from './messages.ts';
import { type NameValidator, nameIsDNSLabel, nameIsPathSegment } from './names.ts';
import { validateMetadataUpdate } from './object-meta-update.ts';
import { validateOwnerReferences } from './owner-references.ts';

const METADATA = FieldPath.of('metadata');

/**
 * What the registry checks of the metadata of every new object, whatever its kind, once the kind's own validation has found
 * nothing wrong.
 */
export function validateCreatedMetadata(metadata: ObjectMeta, namespaced: boolean): FieldError[] {
  return validateMetadata(metadata, namespaced, nameIsPathSegment);
}

/**
 * What the registry checks of the metadata of every update, whatever the kind, before the kind's own validation. What is wrong
 * with labels, annotations, owners or managed fields is found twice, once as in a new object and once as in an update.
 */
export function validateCommonMetadataUpdate(next: ObjectMeta, old: ObjectMeta, namespaced: boolean): FieldError[] {
  const errors = validateMetadata(next, namespaced, nameIsPathSegment);
  // What was just found to be well formed needs no second look.
  addErrors(errors, validateMetadataUpdate(next, old, { formatIsValid: errors.length === 0 }));
  return errors;
}

/** What is wrong with the metadata of a new object of the core group. */
export function validateObjectMeta(
  metadata: ObjectMeta,
  namespaced: boolean,
  nameIsValid: NameValidator,
): FieldError[] {
  return [
    ...validateMetadata(metadata, namespaced, nameIsValid),
    ...validateKubernetesFinalizers(metadata.finalizers, METADATA.child('finalizers')),
  ];
}

/** What is wrong with replacing the metadata `old` of an object of the core group by `next`. */
export function validateObjectMetaUpdate(next: ObjectMeta, old: ObjectMeta): FieldError[] {
  return [
    ...validateMetadataUpdate(next, old, { formatIsValid: false }),
    ...validateKubernetesFinalizers(next.finalizers, METADATA.child('finalizers')),
  ];
}

/** What is wrong with the metadata of a new object, whatever its group. */
export function validateMetadata(metadata: ObjectMeta, namespaced: boolean, nameIsValid: NameValidator): FieldError[] {
  const { generateName = '', name = '', namespace = '', generation = 0 } = metadata;
  const errors: FieldError[] = [];
  if (generateName !== '') {
    for (const problem of nameIsValid(generateName, true)) {
      errors.push(invalid(METADATA.child('generateName'), generateName, problem));
    }
  }
  if (name === '') errors.push(requiredField(METADATA.child('name'), 'name or generateName is required'));
  else for (const problem of nameIsValid(name, false)) errors.push(invalid(METADATA.child('name'), name, problem));

  if (!namespaced) {
    if (namespace !== '') errors.push(forbidden(METADATA.child('namespace'), 'not allowed on this type'));
  } else if (namespace === '') {
    errors.push(requiredField(METADATA.child('namespace')));
  } else {
    for (const problem of nameIsDNSLabel(namespace, false)) {
      errors.push(invalid(METADATA.child('namespace'), namespace, problem));
    }
  }

  if (generation < 0) errors.push(invalid(METADATA.child('generation'), generation, NOT_NEGATIVE));
  addErrors(errors, validateLabels(metadata.labels, METADATA.child('labels')));
  addErrors(errors, validateAnnotations(metadata.annotations, METADATA.child('annotations')));
  addErrors(errors, validateOwnerReferences(metadata.ownerReferences, METADATA.child('ownerReferences')));
  addErrors(errors, validateFinalizers(metadata.finalizers, METADATA.child('finalizers')));
  addErrors(errors, validateManagedFields(metadata.managedFields, METADATA.child('managedFields')));
  return errors;
}
