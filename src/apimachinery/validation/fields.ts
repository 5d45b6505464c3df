import { type FieldError, invalid, notSupported, requiredField } from '../field-error.ts';
import type { FieldPath } from '../field-path.ts';
import { NOT_NEGATIVE } from './messages.ts';

/** One error for each problem that a check of `value` found. */
export function invalidFor(value: unknown, problems: readonly string[], path: FieldPath): FieldError[] {
  return problems.map((problem) => invalid(path, value, problem));
}

/** A text that must not be empty. */
export function validateRequired(value: string | undefined, path: FieldPath, detail = ''): FieldError[] {
  return value === undefined || value === '' ? [requiredField(path, detail)] : [];
}

/** A value that must be one of those supported, where it is there at all. Messages name them in the order given. */
export function validateOneOf(value: string | undefined, supported: readonly string[], path: FieldPath): FieldError[] {
  return value === undefined || supported.includes(value) ? [] : [notSupported(path, value, supported)];
}

/** Likewise for a value that must be there. */
export function validateRequiredOneOf(
  value: string | undefined,
  supported: readonly string[],
  path: FieldPath,
): FieldError[] {
  return value === undefined || value === '' ? [requiredField(path)] : validateOneOf(value, supported, path);
}

/** A number that must be zero or more, where it is there at all. */
export function validateNotNegative(value: number | bigint | undefined, path: FieldPath): FieldError[] {
  return value !== undefined && value < 0 ? [invalid(path, value, NOT_NEGATIVE)] : [];
}
