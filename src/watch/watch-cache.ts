import { rangeWithin } from '../storage/key-range.ts';
import { type OrderedRecord, OrderedRecords } from '../storage/ordered-records.ts';
import { pastEntries } from '../storage/past-entries.ts';
import type { KeyRange, ListResult, Store } from '../storage/store.ts';
import type { StoreEntry } from '../storage/store-entry.ts';
import { StoreError } from '../storage/store-error.ts';
import type { StoreEvent } from '../storage/store-event.ts';
import type { Clock } from '../time/clock.ts';
import { pause } from '../time/pause.ts';
import { Turns } from '../time/turns.ts';
import { EventWindow, type WindowLimits } from './event-window.ts';

/** Whoever follows the writes of a store. */
export interface Follower {
  /** Called for each write, in the store's order, each once, before anybody is told that the cache has seen it. */
  see(event: StoreEvent): void;
  /** The cache begins anew: writes may have been missed. */
  reset(): void;
}

/** What a cache is made of. */
export interface WatchCacheOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly limits: WindowLimits;
  /** Told of what goes wrong: the store's feed broke, which is tried again, or a follower failed. */
  readonly failed: (error: unknown) => void;
}

// Everything that is kept; nothing else is in the store.
const EVERYTHING = rangeWithin('/registry/');

/** How long a read waits for a revision that is not reached: as kube-apiserver's watch cache does. */
export const MAX_WAIT_MS = 3000;

// How long to wait before the store is asked again when it has failed.
const RETRY_MS = 1000;

/** How new what is read has to be: with all that was answered before the call (`fresh`), or whatever the cache has seen (`filled`). */
export type Reach = 'fresh' | 'filled';

interface Waiter {
  readonly revision: number;
  readonly resume: () => void;
}

/**
 * The newest state of a store and its newest writes, as one subscriber of its feed sees them. Lists and watches are answered
 * from here, whichever the store; the objects are the store's own, so that no text is in memory twice.
 *
 * The cache is at one revision at a time: `entries` and `window` always tell of that one. It is behind the store by the time that
 * the feed takes; `fresh` waits for it.
 */
export class WatchCache {
  /** In which whoever looks at many of its entries does so. */
  readonly turns: Turns;
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #limits: WindowLimits;
  readonly #failed: (error: unknown) => void;
  readonly #stopping = new AbortController();
  readonly #followers = new Set<Follower>();
  #records = new Map<string, OrderedRecord>();
  #order = new OrderedRecords();
  #window: EventWindow;
  #waiters: Waiter[] = [];
  #state: 'filling' | 'following' | 'stopped' = 'filling';
  #isFilled = false;
  #starting: Promise<void> | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor({ store, clock, limits, failed }: WatchCacheOptions) {
    this.turns = new Turns(clock);
    this.#failed = failed;
    this.#store = store;
    this.#clock = clock;
    this.#limits = limits;
    this.#window = new EventWindow(limits, 0);
  }

  /**
   * Fills the cache and begins to follow the store; reads that come before do so themselves. Rejects with StoreError where the store
   * does not answer: whoever asks next tries again.
   */
  start(): Promise<void> {
    this.#starting ??= this.#begin();
    return this.#starting;
  }

  /** Stops following; resolves when the store is let go. Whoever waits is told that the cache is closed. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#starting?.catch(() => {});
    this.#state = 'stopped';
    this.#wake();
    await this.#running;
  }

  /** The revision that the cache has seen. */
  get revision(): number {
    return this.#window.newest;
  }

  /** The newest writes. It is another one after `reset`. */
  get window(): EventWindow {
    return this.#window;
  }

  /** Calls a follower for each write from now on, until what is answered is called. */
  follow(follower: Follower): () => void {
    this.#followers.add(follower);
    return () => void this.#followers.delete(follower);
  }

  /**
   * What the cache has seen of a key: undefined where that is nothing, and before the cache is filled. The store may have another
   * state by now, or none.
   */
  entry(key: string): StoreEntry | undefined {
    return this.#records.get(key)?.entry;
  }

  /** The entries of a range at the cache's revision, in key order. */
  entries(range: KeyRange): StoreEntry[] {
    return this.#order.entries(range);
  }

  /**
   * The entries of a range: at the newest revision, with every write that was answered before the call unless `reach` says that what
   * the cache has seen will do; or as they stood at revision `at`. Rejects with StoreError: `compacted` where `at` is no longer kept, `future` where it is not reached.
   */
  async list(range: KeyRange, at?: number, signal?: AbortSignal, reach: Reach = 'fresh'): Promise<ListResult> {
    if (at === undefined) {
      await this[reach](signal);
      return { entries: this.entries(range), revision: this.revision };
    }
    if (at > this.revision) await this.fresh(signal);
    const { window } = this;
    // What is older than the window may still be in the store.
    if (at < window.start || at > window.newest) return this.#store.list(range, at, signal);
    const now = this.entries(range);
    return { entries: at === window.newest ? now : pastEntries(now, window.statesAt(range, at)), revision: at };
  }

  /** Resolves to the revision that the cache has seen, whichever that is. Waits only where the cache is not filled yet. */
  async filled(signal?: AbortSignal): Promise<number> {
    return this.#isFilled ? this.revision : this.fresh(signal);
  }

  /** Waits until the cache has seen every write that was answered before the call, and resolves to its revision. */
  async fresh(signal?: AbortSignal): Promise<number> {
    if (this.#starting === undefined) await this.start();
    const current = await this.#store.currentRevision(signal);
    if (current > this.revision) await this.#seen(current, signal);
    return this.revision;
  }

  /**
   * Waits for a revision that the store has not reached, for three seconds at most; resolves to whether the cache has seen it.
   * Rejects with StoreError.
   */
  async reached(revision: number, signal?: AbortSignal): Promise<boolean> {
    if (revision <= this.revision) return true;
    await this.fresh(signal);
    if (revision <= this.revision) return true;
    const timeout = new AbortController();
    const stopTimer = this.#clock.after(MAX_WAIT_MS, () => timeout.abort());
    try {
      await this.#seen(revision, signal === undefined ? timeout.signal : AbortSignal.any([signal, timeout.signal]));
    } catch (error) {
      if (!timeout.signal.aborted || signal?.aborted === true || this.#state === 'stopped') throw error;
    } finally {
      stopTimer();
    }
    return revision <= this.revision;
  }

  async #begin(): Promise<void> {
    try {
      this.#fill(await this.#store.list(EVERYTHING, undefined, this.#stopping.signal));
      this.#running = this.#follow();
    } catch (error) {
      this.#starting = undefined;
      throw error;
    }
  }

  #seen(revision: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#waiters = this.#waiters.filter((waiting) => waiting !== waiter);
        reject(new StoreError('aborted', 'the caller gave up', { cause: signal?.reason }));
      };
      const waiter: Waiter = {
        revision,
        resume: () => {
          signal?.removeEventListener('abort', giveUp);
          if (this.#state === 'stopped') reject(new StoreError('closed', 'the server is stopping'));
          else resolve();
        },
      };
      if (this.#state === 'stopped') waiter.resume();
      else if (signal?.aborted === true) giveUp();
      else {
        signal?.addEventListener('abort', giveUp, { once: true });
        this.#waiters.push(waiter);
      }
    });
  }

  /** Follows the store until the cache is stopped. What the feed has lost is made up for by filling the cache anew. */
  async #follow(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        if (this.#state === 'filling') this.#fill(await this.#store.list(EVERYTHING, undefined, signal));
        for await (const event of this.#store.changes(this.revision, signal)) this.#see(event);
        // The store has closed.
        return;
      } catch (error) {
        if (signal.aborted || (error instanceof StoreError && error.code === 'closed')) return;
        this.#failed(error);
        // A feed that broke goes on where it was; only what is compacted is lost.
        if (error instanceof StoreError && error.code === 'compacted') this.#state = 'filling';
        else await pause(this.#clock, RETRY_MS, signal);
      }
    }
  }

  #fill({ entries, revision }: ListResult): void {
    this.#records = new Map();
    this.#order = new OrderedRecords();
    for (const entry of entries) {
      const record: OrderedRecord = { key: entry.key, entry };
      this.#records.set(entry.key, record);
      this.#order.insert(record);
    }
    this.#window = new EventWindow(this.#limits, revision);
    this.#state = 'following';
    this.#isFilled = true;
    for (const follower of this.#followers) follower.reset();
    this.#wake();
  }

  #see(event: StoreEvent): void {
    if (event.type === 'put') {
      const record = this.#records.get(event.entry.key);
      if (record === undefined) this.#insert(event.entry);
      else record.entry = event.entry;
    } else {
      this.#records.delete(event.key);
      this.#order.remove(event.key);
    }
    this.#window.append(event, this.#clock.now());
    for (const follower of this.#followers) this.#tell(follower, event);
    if (this.#waiters.length > 0) this.#wake();
  }

  /** A follower that fails keeps no other from seeing the write. */
  #tell(follower: Follower, event: StoreEvent): void {
    try {
      follower.see(event);
    } catch (error) {
      this.#failed(error);
    }
  }

  #insert(entry: StoreEntry): void {
    const record: OrderedRecord = { key: entry.key, entry };
    this.#records.set(entry.key, record);
    this.#order.insert(record);
  }

  #wake(): void {
    const waiting = this.#waiters;
    const isDue = ({ revision }: Waiter): boolean => this.#state === 'stopped' || revision <= this.revision;
    this.#waiters = waiting.filter((waiter) => !isDue(waiter));
    for (const waiter of waiting) if (isDue(waiter)) waiter.resume();
  }
}
