import type { KeyRange } from '../storage/store.ts';
import type { StoreEntry } from '../storage/store-entry.ts';

/** A key that exists. A write of the key replaces `entry` and leaves the record in its place. */
export interface OrderedRecord {
  readonly key: string;
  entry: StoreEntry;
}

/**
 * Moving half a chunk in memory must cost less than finding the place in it by comparing strings; and there must be few
 * enough chunks (400 for 100,000 keys in random order) that adding one to their list is nothing either.
 */
const chunkLimit = 512;

/**
 * Records in the order of their keys: a list of sorted chunks, which is a B-tree of two levels. Inserting and removing
 * cost a binary search and a move within one chunk; reading a range costs the search and what it reads.
 */
export class OrderedRecords {
  /** None is empty. */
  readonly #chunks: OrderedRecord[][] = [];

  /** Adds a record whose key is not there yet. */
  insert(record: OrderedRecord): void {
    const position = this.#chunkOf(record.key);
    const chunk = this.#chunks[position];
    if (chunk === undefined) {
      this.#chunks.push([record]);
      return;
    }
    chunk.splice(indexOf(chunk, record.key), 0, record);
    if (chunk.length > chunkLimit) this.#chunks.splice(position + 1, 0, chunk.splice(chunkLimit / 2));
  }

  /** Takes out the record of a key that is there. */
  remove(key: string): void {
    const position = this.#chunkOf(key);
    const chunk = this.#chunks[position];
    if (chunk === undefined) return;
    chunk.splice(indexOf(chunk, key), 1);
    if (chunk.length === 0) this.#chunks.splice(position, 1);
  }

  /** The entries of a range, in key order, in an array that is the caller's. */
  entries({ from, to }: KeyRange): StoreEntry[] {
    const entries: StoreEntry[] = [];
    for (let position = this.#chunkOf(from); position < this.#chunks.length; position++) {
      const chunk = this.#chunks[position] as readonly OrderedRecord[];
      // Two searches instead of a look at every key: most of a long list's time would go into reading keys.
      const end = indexOf(chunk, to);
      for (let index = indexOf(chunk, from); index < end; index++) entries.push((chunk[index] as OrderedRecord).entry);
      if (end < chunk.length) break;
    }
    return entries;
  }

  /** Takes out all records. */
  clear(): void {
    this.#chunks.length = 0;
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
function indexOf(chunk: readonly OrderedRecord[], key: string): number {
  return partition(chunk.length, (index) => (chunk[index] as OrderedRecord).key < key);
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
