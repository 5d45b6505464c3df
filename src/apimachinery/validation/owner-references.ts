import type { OwnerReference } from '../../../schemas/meta/v1/owner-reference.ts';
import { type FieldError, invalid, invalidFields } from '../field-error.ts';
import { addErrors } from '../field-errors.ts';
import type { FieldPath } from '../field-path.ts';

/** What is wrong with the owners of an object: each is named in full, at most one manages it, and events own nothing. */
export function validateOwnerReferences(
  references: readonly OwnerReference[] | undefined,
  path: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  const wrong = invalidFields(references);
  let controller: string | undefined;
  for (const reference of references ?? []) {
    addErrors(errors, validateOwnerReference(reference, path));
    if (reference.controller !== true) continue;
    const name = `${reference.kind}/${reference.name}`;
    if (controller === undefined) {
      controller = name;
    } else {
      const found = `Found "true" in references for ${controller} and ${name}`;
      errors.push(wrong(path, `Only one reference can have Controller set to true. ${found}`));
    }
  }
  return errors;
}

function validateOwnerReference(reference: OwnerReference, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const { apiVersion, kind, name, uid } = reference;
  if (versionOf(apiVersion) === '')
    errors.push(invalid(path.child('apiVersion'), apiVersion, 'version must not be empty'));
  if (kind === '') errors.push(invalid(path.child('kind'), kind, 'must not be empty'));
  if (name === '') errors.push(invalid(path.child('name'), name, 'must not be empty'));
  if (uid === '') errors.push(invalid(path.child('uid'), uid, 'must not be empty'));
  // Events come in great numbers and expire: nothing may hang on one.
  if (apiVersion === 'v1' && kind === 'Event') {
    errors.push(invalid(path, reference, '/v1, Kind=Event is disallowed from being an owner'));
  }
  return errors;
}

function versionOf(apiVersion: string): string {
  const parts = apiVersion.split('/');
  return parts.length > 2 ? '' : (parts.at(-1) ?? '');
}
