import type { FieldPath } from './field-path.ts';
import { goQuote } from './go-quote.ts';

/** Why a field is wrong; the values are the `reason` of a cause in `Status.details.causes`. */
export type FieldErrorReason =
  | 'FieldValueInvalid'
  | 'FieldValueRequired'
  | 'FieldValueDuplicate'
  | 'FieldValueForbidden'
  | 'FieldValueNotSupported'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueNotFound'
  | 'FieldValueTypeInvalid'
  | 'InternalError';

/** One thing that is wrong with an object. Validation returns them in the order in which it meets them. */
export interface FieldError {
  readonly reason: FieldErrorReason;
  /** Where, as in `spec.containers[0].image`. */
  readonly field: string;
  /** What, without the field: `Invalid value: "x": must be ...`. */
  readonly message: string;
  /** In the entry that stands for errors which are not kept: how many. */
  readonly omitted?: number;
}

/** The value is not one that the field can hold. A value of undefined is left out of the message. */
export function invalid(path: FieldPath | string, value: unknown, detail: string): FieldError {
  return error('FieldValueInvalid', path, `Invalid value${printed(value)}`, detail);
}

/** Makes errors that name the same value, such as the whole of a list for each of its entries. It is printed once. */
export function invalidFields(value: unknown): (path: FieldPath | string, detail: string) => FieldError {
  let body: string | undefined;
  return (path, detail) => {
    body ??= `Invalid value${printed(value)}`;
    return error('FieldValueInvalid', path, body, detail);
  };
}

/** The field has to be set. */
export function requiredField(path: FieldPath | string, detail = ''): FieldError {
  return error('FieldValueRequired', path, 'Required value', detail);
}

/** The value stands twice where it may stand once. */
export function duplicate(path: FieldPath | string, value: unknown): FieldError {
  return error('FieldValueDuplicate', path, `Duplicate value${printed(value)}`, '');
}

/** The field may not be set, or not be changed, here. */
export function forbidden(path: FieldPath | string, detail: string): FieldError {
  return error('FieldValueForbidden', path, 'Forbidden', detail);
}

/** The value is not one of those the field supports; they are named in the order given. */
export function notSupported(path: FieldPath | string, value: unknown, supported: readonly string[]): FieldError {
  const detail = supported.length === 0 ? '' : `supported values: ${supported.map((v) => goQuote(v)).join(', ')}`;
  return error('FieldValueNotSupported', path, `Unsupported value${printed(value)}`, detail);
}

/** The value is longer than `limit` bytes. */
export function tooLong(path: FieldPath | string, limit: number): FieldError {
  return error('FieldValueTooLong', path, 'Too long', `may not be more than ${limit} bytes`);
}

/** The list has more entries than `limit`. */
export function tooMany(path: FieldPath | string, count: number, limit: number): FieldError {
  return error(
    'FieldValueTooMany',
    path,
    `Too many: ${count}`,
    `must have at most ${limit} item${limit === 1 ? '' : 's'}`,
  );
}

/** What the field refers to does not exist. */
export function notFoundValue(path: FieldPath | string, value: unknown): FieldError {
  return error('FieldValueNotFound', path, `Not found${printed(value)}`, '');
}

/** Validation itself could not be carried out. */
export function internal(path: FieldPath | string, detail: string): FieldError {
  return error('InternalError', path, 'Internal error', detail);
}

function error(reason: FieldErrorReason, path: FieldPath | string, body: string, detail: string): FieldError {
  return { reason, field: String(path), message: detail === '' ? body : `${body}: ${detail}` };
}

// Strings are quoted as Go does, numbers and booleans are bare, anything else is JSON; an absent value of a pointer reads null.
function printed(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return `: ${goQuote(value)}`;
  if (typeof value === 'bigint') return `: ${value}`;
  return `: ${JSON.stringify(value, (_, v: unknown) => (typeof v === 'bigint' ? Number(v) : v))}`;
}
