import { compareKeys } from '../decode/compare-keys.ts';
import { compactJson } from '../json/compact-json.ts';
import { JsonMembers } from '../json/json-tree.ts';
import { stringifyJson } from '../json/stringify-json.ts';
import { isObject, type JsonObject, member } from './json-value.ts';

/** The text of an object that stands in a document as a client wrote it; undefined for what does not. */
export type WrittenText = (value: unknown) => string | undefined;

/**
 * The JSON text of what a patch made of `original`, as kube-apiserver sees it: what the patch did not touch is as it was, objects on
 * the way to a change, and what a merge patch brought, have their members sorted, and values of a JSON patch that nothing was
 * changed in stand there as they were `written`, with members that stand twice.
 */
export function patchedText(patched: unknown, original: unknown, written: WrittenText = () => undefined): string {
  const untouched = containersOf(original);
  // The document itself is always taken apart.
  return sortedText(patched);

  function textOf(value: unknown): string {
    return written(value) ?? (untouched.has(value) ? stringifyJson(value).text : sortedText(value));
  }

  function sortedText(value: unknown): string {
    if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`;
    if (!isObject(value)) return stringifyJson(value ?? null).text;
    const names = Object.keys(value).filter((name) => value[name] !== undefined);
    return `{${names
      .sort(compareKeys)
      .map((name) => `${JSON.stringify(name)}:${textOf(value[name])}`)
      .join(',')}}`;
  }
}

function containersOf(document: unknown): ReadonlySet<unknown> {
  const found = new Set<unknown>();
  const open = [document];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!Array.isArray(next) && !isObject(next)) continue;
    found.add(next);
    for (const one of Object.values(next)) if (typeof one === 'object' && one !== null) open.push(one);
  }
  return found;
}

/**
 * Finds the texts of the objects in the values of a JSON patch. `operations` is what was read from `text`, `tree` the same as
 * parseJsonTree sees it.
 */
export function writtenText(text: string, operations: readonly JsonObject[], tree: unknown): WrittenText {
  const places = new Map<unknown, JsonMembers>();
  for (const [i, operation] of operations.entries()) {
    const members = Array.isArray(tree) ? tree[i] : undefined;
    if (members instanceof JsonMembers) note(member(operation, 'value'), lastOf(members, 'value'));
  }
  return (value) => {
    const place = places.get(value);
    return place === undefined ? undefined : compactJson(text.slice(place.start, place.end));
  };

  function note(value: unknown, written: unknown): void {
    if (written instanceof JsonMembers && isObject(value)) {
      places.set(value, written);
      for (const name of Object.keys(value)) note(value[name], lastOf(written, name));
    } else if (Array.isArray(written) && Array.isArray(value)) {
      for (const [i, item] of value.entries()) note(item, written[i]);
    }
  }
}

function lastOf({ entries }: JsonMembers, name: string): unknown {
  return entries.findLast(([one]) => one === name)?.[1];
}
