import type { StoreEntry } from '../storage/store-entry.ts';

/** The newest state of a key, and the bucket it is in. */
export interface IndexedEntry {
  entry: StoreEntry;
  readonly bucket: Bucket;
}

/** The entries that have one value, in key order. */
export interface Bucket {
  readonly value: string;
  readonly records: IndexedEntry[];
}

/** Puts a record in its place among records in key order; its key is not there yet. */
export function insert(records: IndexedEntry[], record: IndexedEntry): void {
  const last = records.at(-1);
  if (last === undefined || last.entry.key < record.entry.key) records.push(record);
  else records.splice(placeOf(records, record.entry.key), 0, record);
}

/** Takes a record out. */
export function remove(records: IndexedEntry[], record: IndexedEntry): void {
  records.splice(placeOf(records, record.entry.key), 1);
}

/** The index of the first record whose key is `key` or later. */
function placeOf(records: readonly IndexedEntry[], key: string): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((records[middle]?.entry.key ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
