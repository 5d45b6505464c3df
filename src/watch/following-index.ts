import { rangeWithin } from '../storage/key-range.ts';
import type { KeyRange } from '../storage/store.ts';
import type { StoreEntry } from '../storage/store-entry.ts';
import { keyOfEvent, type StoreEvent } from '../storage/store-event.ts';
import type { Follower, Reach, WatchCache } from './watch-cache.ts';

// Following a write costs a tenth of a microsecond, making an index anew 10 ms or more for 10,000 objects.
const WRITES_UNASKED = 100_000;

/**
 * Something that is known of the entries of a kind. It is made when it is first asked for, in turns, and follows the cache from then on,
 * until nobody has asked for it during `writesUnasked` writes.
 */
export abstract class FollowingIndex implements Follower {
  readonly #cache: WatchCache;
  readonly #prefix: string;
  readonly #range: KeyRange;
  readonly #writesUnasked: number;
  #state: 'idle' | 'making' | 'following' = 'idle';
  /** Resolves when the index is made, or given up. */
  #made = Promise.resolve();
  /** What happened while the index was being made. */
  #missed: StoreEvent[] = [];
  /** How often it was given up. */
  #times = 0;
  #unasked = 0;
  #unfollow: () => void = () => {};

  constructor(cache: WatchCache, keyPrefix: string, writesUnasked = WRITES_UNASKED) {
    this.#cache = cache;
    this.#prefix = keyPrefix;
    this.#range = rangeWithin(keyPrefix);
    this.#writesUnasked = writesUnasked;
  }

  /** Takes in an entry that is there. What it throws gives the index up. */
  protected abstract add(entry: StoreEntry): void;
  /** Takes in a write of an entry. What it throws gives the index up. */
  protected abstract apply(event: StoreEvent): void;
  /** Forgets everything. */
  protected abstract clear(): void;

  /**
   * Waits until the index is as new as `reach` says. Afterwards it may have been given up meanwhile, which `isMade` tells. Rejects where
   * the store does not answer.
   */
  protected async made(reach: Reach, signal?: AbortSignal): Promise<void> {
    await this.#cache[reach](signal);
    if (this.isMade()) return;
    // It is made in the time that looking for one object takes; many who look for theirs would hold each other up.
    await this.#made;
    await this.#cache[reach](signal);
  }

  /** Whether the index is at the cache's present revision; begins to make it where there is none. */
  protected isMade(): boolean {
    this.#unasked = 0;
    if (this.#state === 'idle') this.#made = this.#make();
    return this.#state === 'following';
  }

  see(event: StoreEvent): void {
    this.#unasked += 1;
    if (this.#unasked > this.#writesUnasked) this.reset();
    else if (!keyOfEvent(event).startsWith(this.#prefix)) return;
    else if (this.#state === 'making') this.#missed.push(event);
    else this.#follow(event);
  }

  /** Gives the index up. Whoever asks next makes it anew. */
  reset(): void {
    this.#unfollow();
    this.#times += 1;
    this.#state = 'idle';
    this.#missed = [];
    this.clear();
  }

  async #make(): Promise<void> {
    this.#state = 'making';
    const times = this.#times;
    try {
      await this.#fill(times);
    } catch {
      // Whoever asked looks for itself, and is told of the object that cannot be read.
      if (this.#times === times) this.reset();
    }
  }

  async #fill(times: number): Promise<void> {
    const entries = this.#cache.entries(this.#range);
    this.#unfollow = this.#cache.follow(this);
    for (const entry of entries) {
      this.add(entry);
      const pause = this.#cache.turns.pause();
      if (pause === undefined) continue;
      await pause;
      // It was given up meanwhile, and perhaps begun anew.
      if (this.#times !== times) return;
    }
    for (const event of this.#missed) this.apply(event);
    this.#missed = [];
    this.#state = 'following';
  }

  #follow(event: StoreEvent): void {
    try {
      this.apply(event);
    } catch {
      // It would lack the object from now on.
      this.reset();
    }
  }
}
