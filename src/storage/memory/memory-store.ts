import { systemClock } from '../../time/clock.ts';
import { ChangeFeed, refusal } from '../change-feed.ts';
import { EventWindow } from '../event-window.ts';
import { Expiries } from '../expiries.ts';
import { isWithin } from '../key-range.ts';
import { pastEntries } from '../past-entries.ts';
import { checkRequestSize } from '../request-size.ts';
import { replacing } from '../segments.ts';
import { checkServing } from '../serving.ts';
import {
  ABSENT,
  type Expected,
  type KeyRange,
  type ListOptions,
  type ListResult,
  type PutOptions,
  type Store,
  type StoreOptions,
  type WriteResult,
} from '../store.ts';
import type { StoredValue, StoreEntry } from '../store-entry.ts';
import type { StoreChange, StoreEvent } from '../store-event.ts';

/**
 * A store that keeps everything in this process's memory and starts empty, at revision 0. Nothing outlives `close`.
 * A write takes effect within the call, so nobody sees it half done; the answer comes in a microtask.
 *
 * Keys are in no order until they are listed: whoever lists often keeps an order of its own (see WatchCache).
 */
export function openMemoryStore(options: StoreOptions): Store {
  return new MemoryStore(options);
}

class MemoryStore implements Store {
  readonly sharesSegments = true;
  readonly #entries = new Map<string, StoreEntry>();
  readonly #window: EventWindow;
  readonly #feed: ChangeFeed;
  readonly #expiries: Expiries;
  readonly #maxRequestBytes: number;
  #closed = false;

  constructor({ historyEvents, historyBytes, maxRequestBytes, clock }: StoreOptions) {
    this.#maxRequestBytes = maxRequestBytes ?? Number.POSITIVE_INFINITY;
    this.#window = new EventWindow({ events: historyEvents, bytes: historyBytes, ageMs: Number.POSITIVE_INFINITY }, 0);
    this.#feed = new ChangeFeed(this.#window);
    this.#expiries = new Expiries(clock ?? systemClock(), (key) => {
      const entry = this.#entries.get(key);
      if (entry !== undefined) this.#remove(entry);
    });
  }

  async currentRevision(signal?: AbortSignal): Promise<number> {
    this.#assertServing(signal);
    return this.#window.newest;
  }

  async get(key: string, signal?: AbortSignal): Promise<StoreEntry | undefined> {
    this.#assertServing(signal);
    return this.#entries.get(key);
  }

  async list(range: KeyRange, { at, limit }: ListOptions = {}, signal?: AbortSignal): Promise<ListResult> {
    this.#assertServing(signal);
    const refused = at === undefined ? undefined : refusal(this.#window, at);
    if (refused !== undefined) throw refused;
    const revision = at ?? this.#window.newest;
    const entries = this.#entriesAt(range, revision);
    const more = limit !== undefined && entries.length > limit;
    return { entries: more ? entries.slice(0, limit) : entries, revision, more };
  }

  async put(
    key: string,
    value: StoredValue,
    expected: Expected,
    { ttlSeconds }: PutOptions = {},
    signal?: AbortSignal,
  ): Promise<WriteResult> {
    this.#assertServing(signal);
    checkRequestSize(key, value, this.#maxRequestBytes);
    const previous = this.#entries.get(key);
    if ((previous?.revision ?? ABSENT) !== expected) return { ok: false, current: previous };
    const revision = this.#window.newest + 1;
    const entry = replacing(previous, { key, value, revision });
    this.#entries.set(entry.key, entry);
    this.#expiries.set(entry.key, ttlSeconds);
    this.#commit({ type: 'put', entry, previous });
    return { ok: true, revision };
  }

  async delete(key: string, expected: Expected, signal?: AbortSignal): Promise<WriteResult> {
    this.#assertServing(signal);
    const previous = this.#entries.get(key);
    if (previous === undefined || previous.revision !== expected) return { ok: false, current: previous };
    this.#expiries.set(key, undefined);
    return { ok: true, revision: this.#remove(previous) };
  }

  changes(after: number, signal: AbortSignal): AsyncIterable<StoreChange> {
    return this.#feed.changes(after, signal);
  }

  async compact(revision: number, signal?: AbortSignal): Promise<void> {
    this.#assertServing(signal);
    if (revision > this.#window.newest) throw refusal(this.#window, revision);
    this.#window.compact(revision);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#feed.close();
    this.#expiries.clear();
    this.#window.compact(this.#window.newest);
    this.#entries.clear();
  }

  #entriesAt(range: KeyRange, revision: number): StoreEntry[] {
    const now: StoreEntry[] = [];
    for (const entry of this.#entries.values()) if (isWithin(range, entry.key)) now.push(entry);
    now.sort((one, other) => (one.key < other.key ? -1 : 1));
    return revision === this.#window.newest ? now : pastEntries(now, this.#window.statesAt(range, revision));
  }

  #remove(previous: StoreEntry): number {
    const { key } = previous;
    const revision = this.#window.newest + 1;
    this.#entries.delete(key);
    this.#commit({ type: 'delete', key, revision, previous });
    return revision;
  }

  /** Consumers that wait get the write before the bounds are applied, so that no write is too large for them. */
  #commit(event: StoreEvent): void {
    this.#feed.publish(event);
    this.#window.append(event, 0);
  }

  #assertServing(signal: AbortSignal | undefined): void {
    checkServing(this.#closed, signal);
  }
}
