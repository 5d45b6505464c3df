import type { StoredValue } from '../storage/store-entry.ts';

/** Whether two stored forms are the same text, so that writing one over the other would change nothing. */
export function sameValue(a: StoredValue, b: StoredValue): boolean {
  return a.length === b.length && a.every((segment, i) => segment === b[i]);
}
