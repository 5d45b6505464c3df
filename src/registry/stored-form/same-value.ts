import type { StoredValue } from '../../storage/store-entry.ts';

/** Whether two stored forms are the same text, so that writing one over the other would change nothing. */
export function sameValue(a: StoredValue, b: StoredValue): boolean {
  if (a.length !== b.length) return false;
  // From the end, where the status is, which changes most.
  for (let i = a.length - 1; i >= 0; i -= 1) if (a[i] !== b[i]) return false;
  return true;
}
