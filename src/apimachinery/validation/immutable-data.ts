import { type FieldError, forbidden } from '../field-error.ts';
import { FieldPath } from '../field-path.ts';
import { isSemanticallyEqual } from '../semantic-equal.ts';
import { unset } from '../unset.ts';

interface ImmutableData {
  readonly immutable?: boolean;
}

/** Once an object is `immutable` it stays so, and none of its data `fields` changes (KEP-1412). */
export function validateImmutableData<T extends ImmutableData>(
  next: T,
  old: T,
  fields: readonly (keyof T & string)[],
): FieldError[] {
  if (old.immutable !== true) return [];
  // To have nothing is not the same as to say nothing.
  const changed = fields.filter(
    (field) =>
      (next[field] === undefined) !== (old[field] === undefined) || !isSemanticallyEqual(next[field], old[field]),
  );
  return [...(next.immutable === true ? [] : ['immutable']), ...changed].map((field) =>
    forbidden(FieldPath.of(field), 'field is immutable when `immutable` is set'),
  );
}

/**
 * Takes data away that was sent empty. Only an immutable object minds it, which may not go from none to an empty one. Mutates
 * `object`.
 */
export function dropEmptyData<T extends object>(object: T, fields: readonly (keyof T & string)[]): void {
  for (const field of fields) if (Object.keys(object[field] ?? {}).length === 0) unset(object, field);
}
