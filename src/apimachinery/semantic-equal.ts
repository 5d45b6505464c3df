import { member } from './patch/json-value.ts';

/** Whether two decoded values mean the same: their members stand in any order, and an empty list is the same as none. */
export function isSemanticallyEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (isEmptyCollection(a)) return b === undefined || isEmptyCollection(b);
  if (isEmptyCollection(b)) return a === undefined;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && sameItems(a, b);
  return sameMembers(a as Members, b as Members);
}

type Members = Readonly<Record<string, unknown>>;

function isEmptyCollection(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, i) => isSemanticallyEqual(item, b[i]));
}

function sameMembers(a: Members, b: Members): boolean {
  for (const name in a) if (!isSemanticallyEqual(a[name], member(b, name))) return false;
  for (const name in b) if (member(a, name) === undefined && !isSemanticallyEqual(undefined, b[name])) return false;
  return true;
}
