import { isObject } from '../patch/json-value.ts';
import { EntryProblem, entryElement } from './list-entries.ts';
import type { FieldMergeType, ListMergeType, MergeType } from './merge-type.ts';
import type { PathElement } from './path-element.ts';
import { equalValues } from './values.ts';

/** Whether the entries at each place of two lists are the same by their keys. */
export function inSameOrder(
  { relation, findKeyDifferences }: ListMergeType,
  a: readonly unknown[],
  b: readonly unknown[],
): boolean {
  if (relation === 'set' || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) {
    const [x, y] = [a[i], b[i]];
    if (x === y) continue;
    if (!isObject(x) || !isObject(y)) return false;
    if (findKeyDifferences(x, y) !== undefined) return false;
  }
  return true;
}

// The entries of longer lists are not looked for one by one.
const SHORT_LIST = 32;

/** The elements of a short list's entries; undefined where one cannot be told from all others. */
export function uniqueElements(type: ListMergeType, entries: readonly unknown[]): readonly PathElement[] | undefined {
  if (entries.length > SHORT_LIST) return undefined;
  const elements: PathElement[] = [];
  for (const entry of entries) {
    const element = entryElement(type, entry);
    if (element instanceof EntryProblem || elements.includes(element)) return undefined;
    elements.push(element);
  }
  return elements;
}

/** Whether another entry has the same keys as the one at `index`; taken for granted in long lists. */
export function isRepeated({ keys }: ListMergeType, entries: readonly unknown[], index: number): boolean {
  const one = entries[index];
  if (!isObject(one) || entries.length > SHORT_LIST) return true;
  return entries.some(
    (entry, i) => i !== index && isObject(entry) && keys.every(({ name }) => entry[name] === one[name]),
  );
}

/** Whether two values are the same; faster than equalValues, and wrong about entries and members in another order. */
export function equalOfType(type: MergeType, a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (type.kind !== 'map' || type.element !== undefined || !isObject(a) || !isObject(b)) return equalValues(a, b);
  const differences = type.findDifferences(a, b);
  if (differences === undefined) return true;
  for (const i of differences) {
    const { name, type: memberType } = type.fieldList[i] as FieldMergeType;
    if (!equalOfType(memberType, a[name], b[name])) return false;
  }
  return true;
}
