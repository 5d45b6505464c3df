import type { KeyRange } from './store.ts';
import type { StoreEntry } from './store-entry.ts';

/** A key that exists. A write of the key replaces `entry` and leaves the record in its place. */
interface KeyRecord {
  readonly key: string;
  entry: StoreEntry;
}

// Moving half a chunk in memory must cost less than finding the place in it by comparing strings; and there must be few
// enough chunks (400 for 100,000 keys in random order) that adding one to their list is nothing either.
const CHUNK_LIMIT = 512;

/**
 * Entries by their keys, and in the order of these: a map, and beside it a list of sorted chunks, which is a B-tree of two levels.
 * A new key and one that goes cost a binary search and a move within one chunk; reading a range costs the search and what it reads.
 */
export class EntriesByKey {
  readonly #records = new Map<string, KeyRecord>();
  /** None is empty. */
  readonly #chunks: KeyRecord[][] = [];

  /** The entry of a key; undefined where there is none. */
  get(key: string): StoreEntry | undefined {
    return this.#records.get(key)?.entry;
  }

  /** Adds an entry, in place of the one that its key has. */
  set(entry: StoreEntry): void {
    const { key } = entry;
    const known = this.#records.get(key);
    if (known !== undefined) {
      known.entry = entry;
      return;
    }
    const record: KeyRecord = { key, entry };
    this.#records.set(key, record);
    this.#insert(record);
  }

  /** Takes out the entry of a key. */
  delete(key: string): void {
    if (!this.#records.delete(key)) return;
    const position = this.#chunkOf(key);
    const chunk = this.#chunks[position];
    if (chunk === undefined) return;
    chunk.splice(indexOf(chunk, key), 1);
    if (chunk.length === 0) this.#chunks.splice(position, 1);
  }

  /** The entries of a range, or the first `limit` of them, in key order, in an array that is the caller's. */
  range({ from, to }: KeyRange, limit = Number.POSITIVE_INFINITY): StoreEntry[] {
    const entries: StoreEntry[] = [];
    for (let position = this.#chunkOf(from); position < this.#chunks.length && entries.length < limit; position++) {
      const chunk = this.#chunks[position] as readonly KeyRecord[];
      // Two searches instead of a look at every key: most of a long list's time would go into reading keys.
      const start = indexOf(chunk, from);
      const end = indexOf(chunk, to);
      const last = Math.min(end, start + limit - entries.length);
      for (let index = start; index < last; index++) entries.push((chunk[index] as KeyRecord).entry);
      if (end < chunk.length) break;
    }
    return entries;
  }

  #insert(record: KeyRecord): void {
    const position = this.#chunkOf(record.key);
    const chunk = this.#chunks[position];
    if (chunk === undefined) {
      this.#chunks.push([record]);
      return;
    }
    chunk.splice(indexOf(chunk, record.key), 0, record);
    if (chunk.length > CHUNK_LIMIT) this.#chunks.splice(position + 1, 0, chunk.splice(CHUNK_LIMIT / 2));
  }

  /** The chunk that holds `key` or would: the last that starts at or before it, else the first. */
  #chunkOf(key: string): number {
    const after = partition(this.#chunks.length, (position) => {
      const first = this.#chunks[position]?.[0];
      return first !== undefined && first.key <= key;
    });
    return Math.max(0, after - 1);
  }
}

/** The index of the first record whose key is `key` or later. */
function indexOf(chunk: readonly KeyRecord[], key: string): number {
  return partition(chunk.length, (index) => (chunk[index] as KeyRecord).key < key);
}

/** How many of the indexes 0 to length - 1 come before the first for which `isBefore` is false. */
function partition(length: number, isBefore: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
