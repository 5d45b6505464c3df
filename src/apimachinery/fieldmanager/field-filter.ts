import { difference, type FieldSet, recursiveDifference, union } from './field-set.ts';
import { fieldSetOf } from './field-set-builder.ts';
import { fieldElement } from './path-element.ts';
import { SYSTEM_FIELDS } from './system-fields.ts';

/**
 * Which fields a way to write an object gives its writers: all but those that its strategy resets. Nobody comes to own a field by a
 * write that does not change it.
 */
export interface FieldFilter {
  /** The fields of a set that the filter lets through. */
  readonly keep: (set: FieldSet) => FieldSet;
  /** All fields that it does not let through and those that nobody owns, with what is below them. */
  readonly skipped: FieldSet;
}

/** Lets through all fields but those at `paths`, and what is below them: `status`, `metadata.ownerReferences`. */
export function allFieldsBut(paths: readonly string[]): FieldFilter {
  const reset = fieldSetOf(...paths.map((path) => path.split('.').map(fieldElement)));
  const system = difference(SYSTEM_FIELDS, fieldSetOf([fieldElement('metadata')]));
  return { skipped: union(reset, system), keep: (set) => recursiveDifference(set, reset) };
}
