import { isObject } from '../patch/json-value.ts';
import type { ListMergeType } from './merge-type.ts';
import { keyElement, type PathElement, valueElement } from './path-element.ts';

/** The element by which an entry of a list that is no atomic one is told from the others, or why there is none, as text. */
export function entryElement(list: ListMergeType, entry: unknown): PathElement | EntryProblem {
  if (list.relation === 'set') {
    if (Array.isArray(entry)) return new EntryProblem('not supported: associative list with lists as elements');
    if (isObject(entry)) return new EntryProblem("associative list without keys has an element that's a map type");
    if (entry === null) return new EntryProblem("associative list without keys has an element that's an explicit null");
    return valueElement(entry);
  }
  if (entry === null) return new EntryProblem('associative list with keys may not have a null element');
  if (!isObject(entry)) return new EntryProblem('associative list with keys may not have non-map elements');
  const keys: [string, unknown][] = [];
  for (const key of list.keys) {
    const value = entry[key.name] === undefined ? key.default : entry[key.name];
    if (value !== undefined) keys.push([key.name, value]);
  }
  if (keys.length > 0) return keyElement(keys);
  const names = list.keys.map(({ name }) => `"${name}"`).join(' ');
  return new EntryProblem(
    `associative list with keys has an element that omits all key fields [${names}] (and doesn't have default values for any key fields)`,
  );
}

/** Why an entry cannot be told from others. */
export class EntryProblem {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** The entries of a list by their elements, in order; those that cannot be told apart from others are left out. */
export function indexEntries(
  list: ListMergeType,
  entries: readonly unknown[],
): ReadonlyMap<PathElement, readonly unknown[]> {
  const index = new Map<PathElement, unknown[]>();
  for (const entry of entries) {
    const element = entryElement(list, entry);
    if (element instanceof EntryProblem) continue;
    const same = index.get(element);
    if (same === undefined) index.set(element, [entry]);
    else same.push(entry);
  }
  return index;
}
