import { ChangeFeed, refusal } from '../change-feed.ts';
import { EntriesByKey } from '../entries-by-key.ts';
import { EventWindow } from '../event-window.ts';
import { pastEntries } from '../past-entries.ts';
import { checkRequestSize } from '../request-size.ts';
import { replacing } from '../segments.ts';
import { checkServing } from '../serving.ts';
import type {
  Expected,
  KeyRange,
  ListOptions,
  ListResult,
  PutOptions,
  Store,
  StoreOptions,
  WriteResult,
} from '../store.ts';
import type { StoredValue, StoreEntry } from '../store-entry.ts';
import type { StoreChange } from '../store-event.ts';
import type { Change } from './change.ts';
import type { DataRoom } from './data-room.ts';
import type { Database } from './database.ts';
import { DatabaseWriter } from './database-writer.ts';
import { DurableExpiries } from './durable-expiries.ts';
import { checkKey } from './keys.ts';
import type { Kept } from './read-tables.ts';
import { Swaps } from './swaps.ts';

/** What an LMDB store is made of. */
export interface LmdbStoreParts {
  readonly database: Pick<Database, keyof Database>;
  /** What the database has to begin with. */
  readonly kept: Kept;
  readonly room: DataRoom;
  /** Lets the next owner of the directory in. */
  readonly release: () => Promise<void>;
}

/**
 * A store that keeps everything in one file, and in memory, and answers a write when it is on disk. Writes of the same moment share a flush. Who
 * writes a key meets what is on its way to the disk as in a store in memory: it is held against that state, and told of it, or of its
 * own write, when it is durable.
 */
export class LmdbStore implements Store {
  readonly #database: LmdbStoreParts['database'];
  readonly #room: DataRoom;
  readonly #release: () => Promise<void>;
  readonly #window: EventWindow;
  readonly #feed: ChangeFeed;
  readonly #expiries: DurableExpiries;
  readonly #writer: DatabaseWriter;
  readonly #swaps: Swaps;
  readonly #maxRequestBytes: number;
  /** What is durable. Whoever follows has the same values, so that no text is in memory twice. */
  readonly #entries = new EntriesByKey();
  #assigned: number;
  #closed = false;

  constructor({ database, kept, room, release }: LmdbStoreParts, options: StoreOptions) {
    this.#database = database;
    this.#room = room;
    this.#release = release;
    this.#maxRequestBytes = options.maxRequestBytes ?? Number.POSITIVE_INFINITY;
    this.#assigned = kept.revision;
    for (const entry of kept.entries.values()) this.#entries.set(entry);
    const { historyEvents: events, historyBytes: bytes } = options;
    this.#window = new EventWindow({ events, bytes, ageMs: Number.POSITIVE_INFINITY }, kept.compacted);
    for (const event of kept.events) this.#window.append(event, 0);
    this.#window.progress(kept.revision);
    this.#feed = new ChangeFeed(this.#window);
    this.#expiries = new DurableExpiries(options, (key) => this.#expire(key));
    this.#expiries.load(kept.expiries);
    this.#writer = new DatabaseWriter({
      database,
      room,
      expiries: this.#expiries,
      pastStart: () => this.#window.start,
    });
    this.#swaps = new Swaps({
      durable: (key) => this.#entries.get(key),
      makeRoom: (changes) => this.#writer.makeRoom(changes),
      write: (changes) => this.#writer.write(changes),
      committed: (changes) => this.#committed(changes),
    });
  }

  async currentRevision(signal?: AbortSignal): Promise<number> {
    this.#assertServing(signal);
    return this.#window.newest;
  }

  async oldestRevision(signal?: AbortSignal): Promise<number> {
    this.#assertServing(signal);
    return this.#window.start;
  }

  async get(key: string, signal?: AbortSignal): Promise<StoreEntry | undefined> {
    this.#assertServing(signal);
    return this.#entries.get(key);
  }

  async list(range: KeyRange, { at, limit }: ListOptions = {}, signal?: AbortSignal): Promise<ListResult> {
    this.#assertServing(signal);
    const revision = at ?? this.#window.newest;
    const refused = refusal(this.#window, revision);
    if (refused !== undefined) throw refused;
    const replaced = revision === this.#window.newest ? undefined : this.#window.statesAt(range, revision);
    // Each entry of today that is read is one of the past, too, unless it was written since.
    const enough = limit === undefined ? undefined : limit + 1 + (replaced?.size ?? 0);
    const now = this.#entries.range(range, enough);
    const entries = replaced === undefined ? now : pastEntries(now, replaced);
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
    checkKey(key);
    return this.#swaps.swap(key, expected, signal, (found) => {
      this.#assertServing(undefined);
      const revision = this.#nextRevision();
      const entry = replacing(found, { key, value, revision });
      return { event: { type: 'put', entry, previous: found }, second: this.#expiries.secondOf(ttlSeconds) };
    });
  }

  async delete(key: string, expected: Expected, signal?: AbortSignal): Promise<WriteResult> {
    this.#assertServing(signal);
    return this.#swaps.swap(key, expected, signal, (found) => {
      this.#assertServing(undefined);
      return found && this.#deletion(found);
    });
  }

  changes(after: number, signal: AbortSignal): AsyncIterable<StoreChange> {
    return this.#feed.changes(after, signal);
  }

  async compact(revision: number, signal?: AbortSignal): Promise<void> {
    this.#assertServing(signal);
    if (revision > this.#window.newest) throw refusal(this.#window, revision);
    this.#window.compact(revision);
  }

  async checkWrites(signal?: AbortSignal): Promise<void> {
    this.#assertServing(signal);
    const refused = await this.#writer.check();
    if (refused !== undefined) throw refused;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#feed.close();
    this.#expiries.clear();
    await this.#swaps.idle();
    await this.#room.close();
    await this.#database.close();
    await this.#release();
  }

  #nextRevision(): number {
    this.#assigned += 1;
    return this.#assigned;
  }

  #deletion(previous: StoreEntry): Change {
    const event = { type: 'delete', key: previous.key, revision: this.#nextRevision(), previous } as const;
    return { event, second: undefined };
  }

  #committed(changes: readonly Change[]): void {
    for (const change of changes) {
      const { event } = change;
      if (event.type === 'put') this.#entries.set(event.entry);
      else this.#entries.delete(event.key);
      this.#expiries.committed(change);
      this.#feed.publish(event);
      this.#window.append(event, 0);
    }
  }

  /** Deletes a key that is due. Nobody waits for it: where it fails, the key is soon due again. */
  #expire(key: string): void {
    const found = this.#entries.get(key);
    if (this.#closed || found === undefined || this.#swaps.isPending(key)) return;
    this.#swaps.swap(key, found.revision, undefined, () => this.#deletion(found)).catch(() => {});
  }

  #assertServing(signal: AbortSignal | undefined): void {
    checkServing(this.#closed, signal);
  }
}
