import { type FieldError, invalid } from '../field-error.ts';
import type { FieldPath } from '../field-path.ts';
import { FIELD_IS_IMMUTABLE } from './messages.ts';

/** An update may not change the field. Absent and the zero value of `next` are told apart by the caller. */
export function validateImmutableField(
  next: string | number | bigint | undefined,
  old: string | number | bigint | undefined,
  path: FieldPath,
): FieldError[] {
  return next === old ? [] : [invalid(path, next, FIELD_IS_IMMUTABLE)];
}
