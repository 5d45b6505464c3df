import { difference, EMPTY, type FieldSet, node, recursiveDifference, union } from './field-set.ts';
import { fieldSetOf } from './field-set-builder.ts';
import { fieldElement, type PathElement } from './path-element.ts';
import { SYSTEM_FIELDS } from './system-fields.ts';

/**
 * Which fields a way to write an object gives its writers: all but those that its strategy resets, or none but those that it lets
 * through. Nobody comes to own a field by a write that does not change it.
 */
export interface FieldFilter {
  /** The fields of a set that the filter lets through. */
  readonly keep: (set: FieldSet) => FieldSet;
  /**
   * All fields that it does not let through and those that nobody owns, with what is below them; undefined where that cannot be
   * said so plainly.
   */
  readonly skipped: FieldSet | undefined;
}

/** Lets through all fields but those at `paths`, and what is below them: `status`, `metadata.ownerReferences`. */
export function allFieldsBut(paths: readonly string[]): FieldFilter {
  const reset = fieldSetOf(...paths.map((path) => path.split('.').map(fieldElement)));
  const system = difference(SYSTEM_FIELDS, fieldSetOf([fieldElement('metadata')]));
  return { skipped: union(reset, system), keep: (set) => recursiveDifference(set, reset) };
}

/** Lets through only the fields at `paths`, and what is above or below them. `*` stands for any entry of a list. */
export function onlyFields(paths: readonly string[]): FieldFilter {
  const patterns = paths.map((path) => path.split('.'));
  return { skipped: undefined, keep: (set) => matching(set, patterns) ?? EMPTY };
}

function matching(set: FieldSet, patterns: readonly (readonly string[])[]): FieldSet | undefined {
  if (patterns.some((pattern) => pattern.length === 0)) return set;
  const children = new Map<PathElement, FieldSet>();
  for (const [element, child] of set.children) {
    const further = patterns.filter(([first = '']) => first === '*' || fieldElement(first) === element);
    if (further.length === 0) continue;
    const kept = matching(
      child,
      further.map((pattern) => pattern.slice(1)),
    );
    if (kept !== undefined) children.set(element, kept);
  }
  return node(set.member, children);
}
