import { isObject } from '../patch/json-value.ts';
import type { FieldFilter } from './field-filter.ts';
import { difference, type FieldSet, fieldSetOf, union } from './field-set.ts';
import { EntryProblem, entryElement } from './list-entries.ts';
import type { ListMergeType, MapMergeType, MergeType } from './merge-type.ts';
import { fieldElement, type PathElement } from './path-element.ts';
import { SYSTEM_FIELDS } from './system-fields.ts';
import { equalValues } from './values.ts';

/**
 * What a quick look at a change tells: there is none; its writer owns every field that it changes, and nobody else does, so that
 * ownership stays as it is; or it takes a closer look.
 */
export type OwnedChange = 'none' | 'owned' | 'unclear';

/**
 * Looks at a change without making sets of fields: nearly all updates come from whoever made the last one, and change the
 * values of the same fields. Members of the object for which `skip` has a field are not looked at.
 */
export function ownedChange(
  type: MergeType,
  before: unknown,
  after: unknown,
  { own, others, skip }: { readonly own: FieldSet; readonly others: readonly FieldSet[]; readonly skip: FieldSet },
): OwnedChange {
  return RESULTS[walk(type, before, after, own, others, skip)] ?? 'unclear';
}

/** The fields that a look at changes through `filter` may skip: those that are reset, `kept` ones and those that nobody owns. */
export function skippedFields(filter: FieldFilter, kept: readonly string[]): FieldSet {
  const metadata = fieldSetOf([fieldElement('metadata')]);
  const fields = fieldSetOf(...kept.map((name) => [fieldElement(name)]));
  return union(union(filter.reset, fields), difference(SYSTEM_FIELDS, metadata));
}

const NONE = 0;
const OWNED = 1;
const UNCLEAR = 2;
type Result = typeof NONE | typeof OWNED | typeof UNCLEAR;
const RESULTS: readonly OwnedChange[] = ['none', 'owned', 'unclear'];

function walk(
  type: MergeType,
  before: unknown,
  after: unknown,
  own: FieldSet | undefined,
  others: readonly FieldSet[],
  skip: FieldSet | undefined,
): Result {
  if (before === after) return NONE;
  if (before === undefined || after === undefined) return UNCLEAR;
  if (type.kind === 'map' && !type.atomic) return members(type, before, after, own, others, skip);
  if (type.kind === 'list' && type.relation !== 'atomic') return entries(type, before, after, own, others);
  if (equalValues(before, after)) return NONE;
  return own?.member === true && !others.some(({ member }) => member) ? OWNED : UNCLEAR;
}

function members(
  type: MapMergeType,
  before: unknown,
  after: unknown,
  own: FieldSet | undefined,
  others: readonly FieldSet[],
  skip: FieldSet | undefined,
): Result {
  if (!isObject(before) || !isObject(after)) return UNCLEAR;
  let result: Result = NONE;
  for (const { name, element, type: memberType } of type.fieldList) {
    const skipped = skip?.children.get(element);
    if (skipped?.member === true) continue;
    const [old, next] = [before[name], after[name]];
    if (old === next) continue;
    const below = walk(memberType, old, next, own?.children.get(element), within(others, element), skipped);
    if (below === UNCLEAR) return UNCLEAR;
    if (below === OWNED) result = OWNED;
  }
  const { element: entryType } = type;
  if (entryType === undefined) return result;
  let left = 0;
  for (const name in after) if (after[name] !== undefined) left += 1;
  for (const name in before) {
    const old = before[name];
    if (old === undefined) continue;
    left -= 1;
    const next = Object.hasOwn(after, name) ? after[name] : undefined;
    if (old === next) continue;
    const element = fieldElement(name);
    const below = walk(entryType, old, next, own?.children.get(element), within(others, element), undefined);
    if (below === UNCLEAR) return UNCLEAR;
    if (below === OWNED) result = OWNED;
  }
  return left === 0 ? result : UNCLEAR;
}

function entries(
  type: ListMergeType,
  before: unknown,
  after: unknown,
  own: FieldSet | undefined,
  others: readonly FieldSet[],
): Result {
  if (!Array.isArray(before) || !Array.isArray(after) || before.length !== after.length) return UNCLEAR;
  let result: Result = NONE;
  for (let i = 0; i < before.length; i += 1) {
    const [old, next] = [before[i], after[i]];
    if (old === next) continue;
    // Entries that moved, and those that came and went, take the closer look.
    if (type.relation === 'set' || !sameKeys(type, old, next)) return UNCLEAR;
    if (equalValues(old, next)) continue;
    const element = entryElement(type, old);
    if (element instanceof EntryProblem) return UNCLEAR;
    const below = walk(type.element, old, next, own?.children.get(element), within(others, element), undefined);
    if (below === UNCLEAR) return UNCLEAR;
    if (below === OWNED) result = OWNED;
  }
  return result;
}

function sameKeys({ keys }: ListMergeType, a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return false;
  for (const { name } of keys) if (a[name] !== b[name]) return false;
  return true;
}

const NOBODY: readonly FieldSet[] = [];

/** What of the sets lies below an element: mostly nothing. */
function within(sets: readonly FieldSet[], element: PathElement): readonly FieldSet[] {
  let found: FieldSet[] | undefined;
  for (const { children } of sets) {
    const child = children.get(element);
    if (child === undefined) continue;
    found ??= [];
    found.push(child);
  }
  return found ?? NOBODY;
}
