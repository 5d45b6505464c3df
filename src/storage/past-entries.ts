import type { StoreEntry } from './store-entry.ts';

/**
 * The entries of a range as they stood earlier, in key order: `now` is the range's entries of today in key order, and
 * `replaced` has the earlier state of each of its keys that was written since (undefined: it did not exist). Only the
 * keys that are gone by today need sorting.
 */
export function pastEntries(
  now: readonly StoreEntry[],
  replaced: ReadonlyMap<string, StoreEntry | undefined>,
): StoreEntry[] {
  const gone = new Map(replaced);
  for (const { key } of now) gone.delete(key);
  const missing = [...gone.values()].filter((entry) => entry !== undefined);
  missing.sort((one, other) => (one.key < other.key ? -1 : 1));

  const entries: StoreEntry[] = [];
  let taken = 0;
  for (const entry of now) {
    for (let next = missing[taken]; next !== undefined && next.key < entry.key; next = missing[taken]) {
      entries.push(next);
      taken++;
    }
    const past = replaced.has(entry.key) ? replaced.get(entry.key) : entry;
    if (past !== undefined) entries.push(past);
  }
  for (const entry of missing.slice(taken)) entries.push(entry);
  return entries;
}
