import { systemClock } from '../../time/clock.ts';
import { ChangeFeed, refusal } from '../change-feed.ts';
import { EventWindow } from '../event-window.ts';
import { Expiries } from '../expiries.ts';
import { pastEntries } from '../past-entries.ts';
import { checkRequestSize } from '../request-size.ts';
import { shareSegments } from '../segments.ts';
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
import { StoreError } from '../store-error.ts';
import { keyOfEvent, revisionOf, type StoreChange, type StoreEvent } from '../store-event.ts';
import { CommitGroups, notDurable } from './commit-groups.ts';
import type { DataRoom } from './data-room.ts';
import type { Database } from './database.ts';
import { rememberedEvents } from './remembered-events.ts';

/** A write that is decided and not durable yet. */
interface Change {
  readonly event: StoreEvent;
  /** When the key is to go, in seconds since 1970; undefined where it stays, and absent where it was never to go. */
  readonly second?: number | undefined;
}

/** The state of a key that is on its way to the disk. */
interface Pending {
  /** Undefined where the key goes. */
  readonly entry: StoreEntry | undefined;
  /** Resolves when it is known what becomes of it. */
  readonly settled: Promise<void>;
}

/** What an LMDB store is made of. */
export interface LmdbStoreParts {
  readonly database: Database;
  readonly room: DataRoom;
  /** Lets the next owner of the directory in. */
  readonly release: () => Promise<void>;
}

/**
 * A store that keeps everything in one file and answers a write when it is on disk. Writes of the same moment share a flush. Who
 * writes a key meets what is on its way to the disk as in a store in memory: it is held against that state, and told of it, or of its
 * own write, when it is durable.
 */
export class LmdbStore implements Store {
  readonly #database: Database;
  readonly #room: DataRoom;
  readonly #release: () => Promise<void>;
  readonly #window: EventWindow;
  readonly #feed: ChangeFeed;
  readonly #expiries: Expiries;
  readonly #groups: CommitGroups<Change>;
  readonly #maxRequestBytes: number;
  readonly #pending = new Map<string, Pending>();
  /** What was written since the store was opened: the values that whoever follows has, too, so that no text is in memory twice. */
  readonly #newest = new Map<string, StoreEntry>();
  #assigned: number;
  #closed = false;

  constructor({ database, room, release }: LmdbStoreParts, options: StoreOptions) {
    this.#database = database;
    this.#room = room;
    this.#release = release;
    this.#maxRequestBytes = options.maxRequestBytes ?? Number.POSITIVE_INFINITY;
    this.#assigned = database.revision;
    const { historyEvents: events, historyBytes: bytes } = options;
    this.#window = new EventWindow({ events, bytes, ageMs: Number.POSITIVE_INFINITY }, database.compacted);
    for (const event of rememberedEvents(database)) this.#window.append(event, 0);
    this.#window.progress(database.revision);
    this.#feed = new ChangeFeed(this.#window);
    const clock = options.clock ?? systemClock();
    this.#expiries = new Expiries(clock, (key) => this.#expire(key));
    for (const { key, second } of database.expiring()) this.#expiries.setAt(key, second);
    this.#groups = new CommitGroups({
      write: (changes) => this.#write(changes),
      committed: (changes) => this.#committed(changes),
    });
  }

  async currentRevision(signal?: AbortSignal): Promise<number> {
    this.#assertServing(signal);
    return this.#window.newest;
  }

  async get(key: string, signal?: AbortSignal): Promise<StoreEntry | undefined> {
    this.#assertServing(signal);
    return this.#durable(key);
  }

  async list(range: KeyRange, { at, limit }: ListOptions = {}, signal?: AbortSignal): Promise<ListResult> {
    this.#assertServing(signal);
    const revision = at ?? this.#window.newest;
    const refused = refusal(this.#window, revision);
    if (refused !== undefined) throw refused;
    const isPast = revision !== this.#window.newest;
    const now: StoreEntry[] = [];
    for (const entry of this.#database.entries(range, isPast || limit === undefined ? undefined : limit + 1)) {
      const known = this.#newest.get(entry.key);
      now.push(known?.revision === entry.revision ? known : entry);
    }
    const entries = isPast ? pastEntries(now, this.#window.statesAt(range, revision)) : now;
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
    return this.#swap(key, expected, signal, (found) => {
      const revision = this.#nextRevision();
      const entry: StoreEntry =
        found === undefined
          ? { key, value, revision }
          : { key: found.key, value: shareSegments(found.value, value), revision };
      return { event: { type: 'put', entry, previous: found }, ...this.#expiry(key, ttlSeconds) };
    });
  }

  async delete(key: string, expected: Expected, signal?: AbortSignal): Promise<WriteResult> {
    this.#assertServing(signal);
    return this.#swap(key, expected, signal, (found) => found && this.#deletion(found));
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
    if (this.#closed) return;
    this.#closed = true;
    this.#feed.close();
    this.#expiries.clear();
    await this.#groups.idle();
    await this.#database.close();
    await this.#room.close();
    await this.#release();
  }

  /**
   * Makes the change of a key where its state is the expected one, and there is anything to change. Where it is not, the state that won
   * is told when it is durable.
   */
  async #swap(
    key: string,
    expected: Expected,
    signal: AbortSignal | undefined,
    change: (found: StoreEntry | undefined) => Change | undefined,
  ): Promise<WriteResult> {
    for (;;) {
      const pending = this.#pending.get(key);
      const found = pending === undefined ? this.#durable(key) : pending.entry;
      const made = (found?.revision ?? ABSENT) === expected ? change(found) : undefined;
      if (made !== undefined) return this.#commit(made, signal);
      if (pending === undefined) return { ok: false, current: found };
      await pending.settled;
      this.#assertServing(signal);
    }
  }

  #durable(key: string): StoreEntry | undefined {
    return this.#newest.get(key) ?? this.#database.get(key);
  }

  #nextRevision(): number {
    this.#assigned += 1;
    return this.#assigned;
  }

  #deletion(previous: StoreEntry): Change {
    const { key } = previous;
    const event = { type: 'delete', key, revision: this.#nextRevision(), previous } as const;
    return { event, ...this.#expiry(key, undefined) };
  }

  /** Notes when a key is to go, where it is or was. */
  #expiry(key: string, ttlSeconds: number | undefined): Pick<Change, 'second'> {
    if (ttlSeconds === undefined && !this.#expiries.has(key)) return {};
    const second = this.#expiries.secondOf(ttlSeconds);
    this.#expiries.setAt(key, second);
    return { second };
  }

  #commit(change: Change, signal: AbortSignal | undefined): Promise<WriteResult> {
    const { event } = change;
    const key = keyOfEvent(event);
    const { promise, resolve, reject } = Promise.withResolvers<WriteResult>();
    const settled = promise.then(
      () => {},
      () => {},
    );
    const pending: Pending = { entry: event.type === 'put' ? event.entry : undefined, settled };
    this.#pending.set(key, pending);
    const settle = (): void => {
      if (this.#pending.get(key) === pending) this.#pending.delete(key);
    };
    this.#groups.add({
      change,
      done: () => {
        settle();
        resolve({ ok: true, revision: revisionOf(event) });
      },
      failed: (error) => {
        settle();
        reject(notDurable(error));
      },
    });
    return signal === undefined ? promise : unlessAborted(promise, signal);
  }

  async #write(changes: readonly Change[]): Promise<void> {
    const puts: StoreEntry[] = [];
    const deletes: string[] = [];
    // Of a key that was written several times, the last state counts.
    for (const event of new Map(changes.map(({ event }) => [keyOfEvent(event), event])).values()) {
      if (event.type === 'put') puts.push(event.entry);
      else deletes.push(event.key);
    }
    const expiries = new Map(
      changes.flatMap((change) => ('second' in change ? [[keyOfEvent(change.event), change.second] as const] : [])),
    );
    const log = changes.map(({ event }) => ({
      type: event.type,
      revision: revisionOf(event),
      key: keyOfEvent(event),
      previous: event.previous,
    }));
    await this.#room.ensure({ puts: puts.map(({ value }) => value), log });
    const { start } = this.#window;
    await this.#database.write({ puts, deletes, log, expiries, forgetUpTo: start, revision: this.#assigned });
  }

  #committed(changes: readonly Change[]): void {
    this.#database.refresh();
    for (const { event } of changes) {
      if (event.type === 'put') this.#newest.set(event.entry.key, event.entry);
      else this.#newest.delete(event.key);
      this.#feed.publish(event);
      this.#window.append(event, 0);
    }
  }

  #expire(key: string): void {
    const pending = this.#pending.get(key);
    const found = pending === undefined ? this.#durable(key) : pending.entry;
    if (found === undefined || this.#closed) return;
    // Nobody waits for it; where it fails the key is still there, and goes when the store is opened again.
    this.#commit(this.#deletion(found), undefined).catch(() => {});
  }

  #assertServing(signal: AbortSignal | undefined): void {
    if (this.#closed) throw new StoreError('closed', 'the store is closed');
    if (signal?.aborted) throw new StoreError('aborted', 'the caller gave up', { cause: signal.reason });
  }
}

/** What becomes of a write; where its caller gives up first, that is not known. */
function unlessAborted(writing: Promise<WriteResult>, signal: AbortSignal): Promise<WriteResult> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void =>
      reject(
        new StoreError('outcome-unknown', 'the caller gave up while the write was under way', { cause: signal.reason }),
      );
    signal.addEventListener('abort', giveUp, { once: true });
    writing.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
