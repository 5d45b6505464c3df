import { rangeWithin } from '../storage/key-range.ts';
import { textLength } from '../storage/segments.ts';
import type { StoreEntry } from '../storage/store-entry.ts';
import { keyOfEvent, type StoreEvent } from '../storage/store-event.ts';
import type { Follower, WatchCache } from './watch-cache.ts';

/** Knows which of a cache's entries are large. */
export class LargeEntries implements Follower {
  readonly #cache: WatchCache;
  readonly #length: number;
  #keys: Set<string> | undefined;

  /** Follows a cache; an entry is large whose text is longer than `length`. */
  constructor(cache: WatchCache, length: number) {
    this.#cache = cache;
    this.#length = length;
    cache.follow(this);
  }

  /** Whether what stands under a key is large, as far as the cache has seen. */
  has(key: string): boolean {
    this.#keys ??= new Set(
      this.#cache.entries(rangeWithin('/')).flatMap((entry) => (this.#isLarge(entry) ? [entry.key] : [])),
    );
    return this.#keys.size > 0 && this.#keys.has(key);
  }

  see(event: StoreEvent): void {
    if (this.#keys === undefined) return;
    if (event.type === 'put' && this.#isLarge(event.entry)) this.#keys.add(event.entry.key);
    else if (this.#keys.size > 0) this.#keys.delete(keyOfEvent(event));
  }

  /** Begins anew with what the cache has when it is next asked. */
  reset(): void {
    this.#keys = undefined;
  }

  #isLarge({ value }: StoreEntry): boolean {
    return textLength(value) > this.#length;
  }
}
