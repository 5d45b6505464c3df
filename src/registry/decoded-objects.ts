import type { StoreEntry } from '../storage/store-entry.ts';

/** The newest objects of one kind in decoded form. */
export interface DecodedObjects<T> {
  /** The object that an entry holds, where it is remembered. */
  get(entry: StoreEntry): T | undefined;
  /** Remembers the object that a revision of a key holds. It is not to be changed any more. */
  set(key: string, revision: number, object: T): void;
  /** Forgets what a key held, which is no longer there. */
  delete(key: string): void;
}

/**
 * Remembers the objects that were written last, so that whoever reports on the same pods over and over does not have the last
 * report parsed again for each. At most `limit` objects are kept; the one that was not used for longest gives way. What it tells
 * is never wrong: a revision stands for one state.
 */
export function decodedObjects<T>(limit: number): DecodedObjects<T> {
  const objects = new Map<string, { readonly revision: number; readonly object: T }>();
  return {
    get({ key, revision }) {
      const known = objects.get(key);
      return known?.revision === revision ? known.object : undefined;
    },
    set(key, revision, object) {
      // Deleted first, so that the key moves to the end of the order in which keys give way.
      objects.delete(key);
      objects.set(key, { revision, object });
      if (objects.size <= limit) return;
      for (const oldest of objects.keys()) {
        objects.delete(oldest);
        return;
      }
    },
    delete(key) {
      objects.delete(key);
    },
  };
}
