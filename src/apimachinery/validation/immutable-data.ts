import type { ObjectMeta } from '../../../schemas/meta/v1/object-meta.ts';
import { type FieldError, forbidden } from '../field-error.ts';
import { FieldPath } from '../field-path.ts';
import { isSemanticallyEqual } from '../semantic-equal.ts';
import { unset } from '../unset.ts';

interface ImmutableData {
  readonly metadata: ObjectMeta;
  readonly immutable?: boolean;
}

// Nobody owns what is empty and nothing stores it, so that it is gone before a rule that minds it is asked.
const sentEmpty = new WeakMap<ObjectMeta, ReadonlySet<string>>();

/**
 * Takes those data `fields` away that were sent empty. That they were there still counts where the object may not change (see
 * validateImmutableData). Mutates `object`.
 */
export function dropEmptyData<T extends ImmutableData>(object: T, fields: readonly (keyof T & string)[]): void {
  const empty = fields.filter((field) => object[field] !== undefined && Object.keys(object[field] ?? {}).length === 0);
  for (const field of empty) unset(object, field);
  if (empty.length > 0) sentEmpty.set(object.metadata, new Set(empty));
}

/** Once an object is `immutable` it stays so, and none of its data `fields` changes, not even from none to empty ones (KEP-1412). */
export function validateImmutableData<T extends ImmutableData>(
  next: T,
  old: T,
  fields: readonly (keyof T & string)[],
): FieldError[] {
  if (old.immutable !== true) return [];
  const empty = sentEmpty.get(next.metadata);
  const changed = fields.filter(
    (field) => empty?.has(field) === true || !isSemanticallyEqual(next[field] ?? {}, old[field] ?? {}),
  );
  return [...(next.immutable === true ? [] : ['immutable']), ...changed].map((field) =>
    forbidden(FieldPath.of(field), 'field is immutable when `immutable` is set'),
  );
}
