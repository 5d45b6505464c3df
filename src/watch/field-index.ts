import type { WholeList } from '../storage/list-pages.ts';
import type { StoreEntry } from '../storage/store-entry.ts';
import { keyOfEvent, type StoreEvent } from '../storage/store-event.ts';
import { type Bucket, type IndexedEntry, insert, remove } from './buckets.ts';
import { FollowingIndex } from './following-index.ts';
import type { Reach, WatchCache } from './watch-cache.ts';

/** A field of the objects of one kind. */
export interface IndexedField {
  /** The field, as field selectors name it. */
  readonly field: string;
  /** What the keys of the kind begin with; it ends in a slash. */
  readonly keyPrefix: string;
  /** The value that an object has. */
  readonly read: (entry: StoreEntry) => string;
  /** Whether two states of an object have the same value, as far as that can be told without reading it. */
  readonly isKept: (before: StoreEntry, after: StoreEntry) => boolean;
}

/** The newest objects of a kind by the value of one field. */
export interface FieldIndex extends IndexedField {
  /**
   * The entries with a value in key order, and the revision at which they stood, which is as new as `reach` says. Waits for the index
   * where it is being made. Undefined where it was given up meanwhile: the caller then has to look for itself.
   */
  entriesWith(value: string, reach: Reach, signal?: AbortSignal): Promise<WholeList | undefined>;
  /** The same of the cache's present revision; undefined while the index is being made. */
  presentWith(value: string): readonly StoreEntry[] | undefined;
}

/**
 * Indexes one field of a kind, as long as it is asked for (see FollowingIndex). It holds no text of its own, and a write that leaves
 * the field's part of the object as it is costs it one look-up.
 */
export function fieldIndex(cache: WatchCache, field: IndexedField, writesUnasked?: number): FieldIndex {
  return new EntriesByField(cache, field, writesUnasked);
}

class EntriesByField extends FollowingIndex implements FieldIndex {
  readonly field: string;
  readonly keyPrefix: string;
  readonly read: IndexedField['read'];
  readonly isKept: IndexedField['isKept'];
  readonly #cache: WatchCache;
  readonly #entries = new Map<string, IndexedEntry>();
  readonly #buckets = new Map<string, Bucket>();

  constructor(cache: WatchCache, { field, keyPrefix, read, isKept }: IndexedField, writesUnasked?: number) {
    super(cache, keyPrefix, writesUnasked);
    this.field = field;
    this.keyPrefix = keyPrefix;
    this.read = read;
    this.isKept = isKept;
    this.#cache = cache;
  }

  async entriesWith(value: string, reach: Reach, signal?: AbortSignal): Promise<WholeList | undefined> {
    await this.made(reach, signal);
    const entries = this.presentWith(value);
    // The cache may have gone on since it was as new as that.
    return entries && { entries, revision: this.#cache.revision };
  }

  presentWith(value: string): readonly StoreEntry[] | undefined {
    if (!this.isMade()) return undefined;
    return (this.#buckets.get(value)?.records ?? []).map(({ entry }) => entry);
  }

  protected apply(event: StoreEvent): void {
    const known = this.#entries.get(keyOfEvent(event));
    if (event.type === 'delete') {
      if (known !== undefined) this.#forget(known);
    } else if (known !== undefined && event.previous !== undefined && this.isKept(event.previous, event.entry)) {
      known.entry = event.entry;
    } else {
      if (known !== undefined) this.#forget(known);
      this.add(event.entry);
    }
  }

  protected add(entry: StoreEntry): void {
    const value = this.read(entry);
    let bucket = this.#buckets.get(value);
    if (bucket === undefined) {
      bucket = { value, records: [] };
      this.#buckets.set(value, bucket);
    }
    const record: IndexedEntry = { entry, bucket };
    insert(bucket.records, record);
    this.#entries.set(entry.key, record);
  }

  #forget(record: IndexedEntry): void {
    const { bucket, entry } = record;
    remove(bucket.records, record);
    if (bucket.records.length === 0) this.#buckets.delete(bucket.value);
    this.#entries.delete(entry.key);
  }

  protected clear(): void {
    this.#entries.clear();
    this.#buckets.clear();
  }
}
