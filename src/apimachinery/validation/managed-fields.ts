import type { ManagedFieldsEntry } from '../../../schemas/meta/v1/managed-fields.ts';
import { type FieldError, invalid, tooLong } from '../field-error.ts';
import { addErrors } from '../field-errors.ts';
import type { FieldPath } from '../field-path.ts';
import { isLongerThan } from './byte-length.ts';

/** A manager's name may take this many bytes. */
const MANAGER_LIMIT = 128;
/** A subresource's name may take this many bytes. */
const SUBRESOURCE_LIMIT = 256;

const UNPRINTABLE = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;

/** What is wrong with the entries that say who owns which fields. */
export function validateManagedFields(
  entries: readonly ManagedFieldsEntry[] | undefined,
  path: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  for (const [i, { operation = '', fieldsType = '', manager = '', subresource = '' }] of (entries ?? []).entries()) {
    const at = path.index(i);
    if (operation !== 'Apply' && operation !== 'Update') {
      errors.push(invalid(at.child('operation'), operation, 'must be `Apply` or `Update`'));
    }
    if (fieldsType !== '' && fieldsType !== 'FieldsV1') {
      errors.push(invalid(at.child('fieldsType'), fieldsType, 'must be `FieldsV1`'));
    }
    addErrors(errors, validateFieldManager(manager, at.child('manager')));
    if (isLongerThan(subresource, SUBRESOURCE_LIMIT)) errors.push(tooLong(at.child('subresource'), SUBRESOURCE_LIMIT));
  }
  return errors;
}

/** What is wrong with the name of a field manager: up to 128 bytes of printable characters; none is fine. */
export function validateFieldManager(manager: string, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (isLongerThan(manager, MANAGER_LIMIT)) errors.push(tooLong(path, MANAGER_LIMIT));
  for (const { 0: character, index } of manager.matchAll(UNPRINTABLE)) {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    const position = Buffer.byteLength(manager.slice(0, index), 'utf8');
    errors.push(invalid(path, manager, `invalid character U+${code} (at position ${position})`));
  }
  return errors;
}
