import type { ApiObject } from '../apimachinery/api-object.ts';
import type { StoreEntry } from '../storage/store-entry.ts';
import { StoreError } from '../storage/store-error.ts';
import type { ResourceContext } from './resource-context.ts';
import { storeFailed } from './store-errors.ts';

/** What became of one attempt to write. */
export type Attempt<R> =
  /** Its outcome. Where nothing was written, it rests on the state that the attempt began with. */
  | {
      readonly outcome: R;
      readonly wrote: boolean;
      /** Whether what was written is that there is nothing any more. */
      readonly removed?: boolean;
    }
  /** Another state won: what the store has now, undefined where that is nothing. */
  | { readonly current: StoreEntry | undefined };

/** How a write goes about it. */
export interface Attempts<R> {
  readonly signal: AbortSignal | undefined;
  /**
   * Does the write to a state, by compare-and-swap. What it throws refuses the write because of that state; what the store rejects
   * with is thrown as it is.
   */
  readonly attempt: (entry: StoreEntry) => Promise<Attempt<R>>;
}

/**
 * Writes what there is under a key, by compare-and-swap until that is won. It begins with what the cache has seen, which mostly is
 * what the store has, and saves asking it. That may be old: nothing is refused, and nothing is said to be as it should be, before
 * the store was asked whether it still is. Resolves to undefined where the store has nothing under the key.
 * @throws what `attempt` throws, and the StatusError for what the store rejects with.
 */
export async function guaranteedUpdate<T extends ApiObject, R>(
  { cache, store }: ResourceContext<T>,
  key: string,
  { signal, attempt }: Attempts<R>,
): Promise<R | undefined> {
  const seen = cache.entry(key);
  let isNewest = seen === undefined;
  let entry = seen ?? (await store.get(key, signal).catch(storeFailed));
  while (entry !== undefined) {
    let attempted: Attempt<R> | undefined;
    let refusal: unknown;
    try {
      attempted = await attempt(entry);
    } catch (error) {
      // Such a failure says nothing of the state, and leaves open what was written; that the state makes too large a text does.
      if (error instanceof StoreError && error.code !== 'too-large') storeFailed(error);
      refusal = error;
    }
    if (attempted !== undefined && 'current' in attempted) {
      entry = attempted.current;
      isNewest = true;
      continue;
    }
    if (!isNewest && attempted?.wrote !== true) {
      const newest: StoreEntry | undefined = await store.get(key, signal).catch(storeFailed);
      isNewest = true;
      if (newest?.revision !== entry.revision) {
        entry = newest;
        continue;
      }
    }
    if (attempted === undefined) storeFailed(refusal);
    return attempted.outcome;
  }
  return undefined;
}
