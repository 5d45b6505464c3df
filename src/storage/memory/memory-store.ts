import { type OrderedRecord, OrderedRecords } from '../ordered-records.ts';
import { pastEntries } from '../past-entries.ts';
import { checkRequestSize } from '../request-size.ts';
import { shareSegments } from '../segments.ts';
import {
  ABSENT,
  type Expected,
  type KeyRange,
  type ListResult,
  type Store,
  type StoreOptions,
  type WriteResult,
} from '../store.ts';
import type { StoredValue, StoreEntry } from '../store-entry.ts';
import { StoreError } from '../store-error.ts';
import type { StoreEvent } from '../store-event.ts';
import { ChangeFeed } from './change-feed.ts';
import { History } from './history.ts';

/**
 * A store that keeps everything in this process's memory and starts empty, at revision 0. Nothing outlives `close`.
 * A write takes effect within the call, so nobody sees it half done; the answer comes in a microtask.
 */
export function openMemoryStore(options: StoreOptions): Store {
  return new MemoryStore(options);
}

class MemoryStore implements Store {
  readonly #records = new Map<string, OrderedRecord>();
  readonly #order = new OrderedRecords();
  readonly #history: History;
  readonly #feed: ChangeFeed;
  readonly #maxRequestBytes: number;
  #closed = false;

  constructor(options: StoreOptions) {
    this.#maxRequestBytes = options.maxRequestBytes ?? Number.POSITIVE_INFINITY;
    this.#history = new History(options);
    this.#feed = new ChangeFeed(this.#history);
  }

  async currentRevision(signal?: AbortSignal): Promise<number> {
    this.#assertServing(signal);
    return this.#history.newest;
  }

  async get(key: string, signal?: AbortSignal): Promise<StoreEntry | undefined> {
    this.#assertServing(signal);
    return this.#records.get(key)?.entry;
  }

  async list(range: KeyRange, at?: number, signal?: AbortSignal): Promise<ListResult> {
    this.#assertServing(signal);
    const { newest } = this.#history;
    const now = this.#order.entries(range);
    if (at === undefined || at === newest) return { entries: now, revision: newest };
    const refusal = this.#history.refusal(at);
    if (refusal !== undefined) throw refusal;
    const entries = pastEntries(now, this.#history.statesAt(range, at));
    return { entries, revision: at };
  }

  async put(key: string, value: StoredValue, expected: Expected, signal?: AbortSignal): Promise<WriteResult> {
    this.#assertServing(signal);
    checkRequestSize(key, value, this.#maxRequestBytes);
    const record = this.#records.get(key);
    const previous = record?.entry;
    if ((previous?.revision ?? ABSENT) !== expected) return { ok: false, current: previous };
    const revision = this.#history.newest + 1;
    if (record === undefined) {
      const entry = { key, value, revision };
      const created = { key, entry };
      this.#records.set(key, created);
      this.#order.insert(created);
      this.#commit({ type: 'put', entry, previous: undefined });
    } else {
      // The record's own key, so that the caller's copy of the text need not stay in memory.
      const entry = { key: record.key, value: shareSegments(record.entry.value, value), revision };
      record.entry = entry;
      this.#commit({ type: 'put', entry, previous });
    }
    return { ok: true, revision };
  }

  async delete(key: string, expected: Expected, signal?: AbortSignal): Promise<WriteResult> {
    this.#assertServing(signal);
    const previous = this.#records.get(key)?.entry;
    if (previous === undefined || previous.revision !== expected) return { ok: false, current: previous };
    const revision = this.#history.newest + 1;
    this.#records.delete(key);
    this.#order.remove(key);
    this.#commit({ type: 'delete', key: previous.key, revision, previous });
    return { ok: true, revision };
  }

  changes(after: number, signal: AbortSignal): AsyncIterable<StoreEvent> {
    return this.#feed.changes(after, signal);
  }

  async compact(revision: number, signal?: AbortSignal): Promise<void> {
    this.#assertServing(signal);
    if (revision > this.#history.newest) throw this.#history.refusal(revision);
    this.#history.compact(revision);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#feed.close();
    this.#history.compact(this.#history.newest);
    this.#records.clear();
    this.#order.clear();
  }

  /** Consumers that wait get the write before the bounds are applied, so that no write is too large for them. */
  #commit(event: StoreEvent): void {
    this.#history.append(event);
    this.#feed.publish();
    this.#history.trim();
  }

  #assertServing(signal: AbortSignal | undefined): void {
    if (this.#closed) throw new StoreError('closed', 'the store is closed');
    if (signal?.aborted) throw new StoreError('aborted', 'the caller gave up', { cause: signal.reason });
  }
}
