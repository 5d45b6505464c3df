import { type FieldError, forbidden } from '../field-error.ts';
import { FieldPath } from '../field-path.ts';
import { isSemanticallyEqual } from '../semantic-equal.ts';

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
  const changed = fields.filter((field) => !isSemanticallyEqual(next[field] ?? {}, old[field] ?? {}));
  return [...(next.immutable === true ? [] : ['immutable']), ...changed].map((field) =>
    forbidden(FieldPath.of(field), 'field is immutable when `immutable` is set'),
  );
}
