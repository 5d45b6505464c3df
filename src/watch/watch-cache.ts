import { EntriesByKey } from '../storage/entries-by-key.ts';
import { EventWindow, type WindowLimits } from '../storage/event-window.ts';
import { isWithin, rangeWithin } from '../storage/key-range.ts';
import { listPages, type WholeList } from '../storage/list-pages.ts';
import { pastEntries } from '../storage/past-entries.ts';
import { replacing } from '../storage/segments.ts';
import type { KeyRange, Store } from '../storage/store.ts';
import type { StoreEntry } from '../storage/store-entry.ts';
import { StoreError } from '../storage/store-error.ts';
import { hasMore, revisionOf, type StoreChange, type StoreEvent } from '../storage/store-event.ts';
import { unlessAborted } from '../storage/unless-aborted.ts';
import type { Clock } from '../time/clock.ts';
import { pause } from '../time/pause.ts';
import { Turns } from '../time/turns.ts';
import { type Beginning, readBeginning } from './beginning.ts';
import { missedEvents } from './missed-events.ts';
import { RevisionWaiters } from './revision-waiters.ts';
import { SharedQuestion } from './shared-question.ts';

/** Whoever follows the writes of a store. */
export interface Follower {
  /**
   * Called for each write, in the store's order, each once, before anybody is told that the cache has seen it. Where the store had
   * forgotten writes before the cache saw them, for those that bring about what there is now in their stead (see missedEvents).
   */
  see(event: StoreEvent): void;
  /** The cache begins anew: what was seen is of no account any more. */
  reset(): void;
}

/** What a cache is made of. */
export interface WatchCacheOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly limits: WindowLimits;
  /** Whether two states of a key are of one object, and not of one that was deleted and another that was created. */
  readonly isSameObject: (before: StoreEntry, after: StoreEntry) => boolean;
  /** Told of what goes wrong: the store's feed broke, which is tried again, or a follower failed. */
  readonly failed: (error: unknown) => void;
}

// What is kept. Others may write elsewhere in the same store, which is but a revision here.
const EVERYTHING = rangeWithin('/registry/');

/** How long a read waits for a revision that is not reached: as kube-apiserver's watch cache does. */
export const MAX_WAIT_MS = 3000;

// How long to wait before the store is asked again when it has failed.
const RETRY_MS = 1000;

/** How new what is read has to be: with all that was answered before the call (`fresh`), or whatever the cache has seen (`filled`). */
export type Reach = 'fresh' | 'filled';

/**
 * The newest state of a store and its newest writes, as one subscriber of its feed sees them. Lists and watches are answered
 * from here, whichever the store. What a write left as it was is in memory once, as long as its text is kept.
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
  readonly #isSameObject: WatchCacheOptions['isSameObject'];
  readonly #failed: (error: unknown) => void;
  readonly #newest: SharedQuestion<number>;
  readonly #stopping = new AbortController();
  readonly #followers = new Set<Follower>();
  #entries = new EntriesByKey();
  #window: EventWindow;
  /** The writes of a revision of which more are to come. */
  #group: StoreChange[] = [];
  readonly #waiters = new RevisionWaiters();
  #state: 'filling' | 'following' | 'stopped' = 'filling';
  #hasBegun = false;
  #starting: Promise<void> | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor({ store, clock, limits, isSameObject, failed }: WatchCacheOptions) {
    this.turns = new Turns(clock);
    this.#isSameObject = isSameObject;
    this.#failed = failed;
    this.#newest = new SharedQuestion(() => this.#askNewest());
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
    this.#waiters.close();
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
    return this.#entries.get(key);
  }

  /** The entries of a range at the cache's revision, in key order. */
  entries(range: KeyRange): StoreEntry[] {
    return this.#entries.range(range);
  }

  /**
   * The entries of a range: at the newest revision, with every write that was answered before the call unless `reach` says that what
   * the cache has seen will do; or as they stood at revision `at`. Rejects with StoreError: `compacted` where `at` is no longer kept,
   * `future` where it is not reached.
   */
  async list(range: KeyRange, at?: number, signal?: AbortSignal, reach: Reach = 'fresh'): Promise<WholeList> {
    if (at === undefined) {
      await this[reach](signal);
      return { entries: this.entries(range), revision: this.revision };
    }
    if (at > this.revision) await this.fresh(signal);
    const { window } = this;
    // What is older than the window may still be in the store.
    if (at > window.newest || !window.knows(at)) return listPages(this.#store, range, at, signal);
    const now = this.entries(range);
    return { entries: at === window.newest ? now : pastEntries(now, window.statesAt(range, at)), revision: at };
  }

  /** Resolves to the revision that the cache has seen, whichever that is. Waits only where the cache is not filled yet. */
  async filled(signal?: AbortSignal): Promise<number> {
    return this.#hasBegun ? this.revision : this.fresh(signal);
  }

  /**
   * Waits until the cache has seen every write that was answered before the call, and resolves to its revision. Those who call
   * meanwhile share one question to the store.
   */
  async fresh(signal?: AbortSignal): Promise<number> {
    if (!this.#hasBegun) await unlessAborted(this.start(), signal);
    const current = await unlessAborted(this.#newest.answer(), signal);
    if (current > this.revision) await this.#waiters.wait(current, signal);
    return this.revision;
  }

  /**
   * Waits for a revision that the store has not reached, for three seconds at most; resolves to whether the cache has seen it.
   * Rejects with StoreError.
   */
  async reached(revision: number, signal?: AbortSignal): Promise<boolean> {
    if (this.#hasBegun && revision <= this.revision) return true;
    await this.fresh(signal);
    if (revision <= this.revision) return true;
    const timeout = new AbortController();
    const stopTimer = this.#clock.after(MAX_WAIT_MS, () => timeout.abort());
    try {
      await this.#waiters.wait(
        revision,
        signal === undefined ? timeout.signal : AbortSignal.any([signal, timeout.signal]),
      );
    } catch (error) {
      if (!timeout.signal.aborted || signal?.aborted === true || this.#state === 'stopped') throw error;
    } finally {
      stopTimer();
    }
    return revision <= this.revision;
  }

  async #begin(): Promise<void> {
    try {
      await this.#fill();
      this.#running = this.#follow();
    } catch (error) {
      this.#starting = undefined;
      throw error;
    }
  }

  async #askNewest(): Promise<number> {
    const { signal } = this.#stopping;
    try {
      return await this.#store.currentRevision(signal);
    } catch (error) {
      // It was this cache that gave up, and none of those who ask.
      throw signal.aborted ? new StoreError('closed', 'the server is stopping') : error;
    }
  }

  /** Follows the store until the cache is stopped. What the feed has lost is made up for by what the store has now. */
  async #follow(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        if (this.#state === 'filling') await this.#fill();
        for await (const change of this.#store.changes(this.revision, signal)) this.#see(change);
        // The store has closed.
        return;
      } catch (error) {
        if (signal.aborted || (error instanceof StoreError && error.code === 'closed')) return;
        this.#failed(error);
        this.#group = [];
        // A feed that broke goes on where it was; only what is forgotten is lost, and what a store that has gone back never had.
        if (this.#state === 'following' && isLost(error)) this.#state = 'filling';
        else await pause(this.#clock, RETRY_MS, signal);
      }
    }
  }

  async #fill(): Promise<void> {
    const { signal } = this.#stopping;
    const beginning: Beginning = this.#hasBegun
      ? { list: await listPages(this.#store, EVERYTHING, undefined, signal), since: [] }
      : await readBeginning(this.#store, EVERYTHING, signal);
    if (this.#state === 'stopped') return;
    if (!this.#hasBegun || beginning.list.revision < this.revision) this.#beginAnew(beginning);
    else this.#catchUp(beginning.list);
    this.#hasBegun = true;
    this.#state = 'following';
    this.#waiters.seen(this.revision);
  }

  #beginAnew({ list: { entries, revision }, since }: Beginning): void {
    this.#entries = new EntriesByKey();
    for (const entry of entries) this.#entries.set(entry);
    this.#window = new EventWindow(this.#limits, revision);
    for (const change of since) {
      const event = this.#eventOf(change);
      if (event !== undefined) this.#keep(event, revisionOf(change));
      else this.#window.progress(revisionOf(change));
    }
    for (const follower of this.#followers) follower.reset();
  }

  /** Comes to what there is now by events that make up for those that were missed, all of them told at its revision. */
  #catchUp(list: WholeList): void {
    const { revision } = list;
    const events = missedEvents(this.entries(EVERYTHING), list.entries, this.revision, this.#isSameObject);
    this.#window.skipTo(revision);
    for (const event of events) this.#keep(event, revision);
    this.#window.progress(revision);
    for (const event of events) for (const follower of this.#followers) this.#tell(follower, event);
  }

  #see(change: StoreChange): void {
    if (this.#group.length > 0 || hasMore(change)) {
      this.#group.push(change);
      if (hasMore(change)) return;
      const group = this.#group;
      this.#group = [];
      for (const one of group) this.#apply(one);
    } else this.#apply(change);
    this.#waiters.seen(this.revision);
  }

  #apply(change: StoreChange): void {
    const event = this.#eventOf(change);
    if (event === undefined) {
      this.#window.progress(revisionOf(change));
      return;
    }
    this.#keep(event, revisionOf(change));
    for (const follower of this.#followers) this.#tell(follower, event);
  }

  /** A change with what it replaced; undefined where nothing that is kept has changed. */
  #eventOf(change: StoreChange): StoreEvent | undefined {
    if (change.type === 'progress') return undefined;
    if (change.type === 'delete') {
      const { key, revision } = change;
      const previous = this.#entries.get(key);
      return previous && { type: 'delete', key: previous.key, revision, previous };
    }
    const { key } = change.entry;
    const previous = this.#entries.get(key);
    if (previous === undefined) {
      return isWithin(EVERYTHING, key) ? { type: 'put', entry: change.entry, previous } : undefined;
    }
    const entry = this.#store.sharesSegments === true ? change.entry : replacing(previous, change.entry);
    return { type: 'put', entry, previous };
  }

  #keep(event: StoreEvent, revision: number): void {
    if (event.type === 'delete') this.#entries.delete(event.key);
    else this.#entries.set(event.entry);
    this.#window.append(event, this.#clock.now(), revision);
  }

  /** A follower that fails keeps no other from seeing the write. */
  #tell(follower: Follower, event: StoreEvent): void {
    try {
      follower.see(event);
    } catch (error) {
      this.#failed(error);
    }
  }
}

/** Whether the feed cannot go on where it was. */
function isLost(error: unknown): boolean {
  return error instanceof StoreError && (error.code === 'compacted' || error.code === 'future');
}
