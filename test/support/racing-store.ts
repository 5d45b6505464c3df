import type { Store } from '../../src/storage/store.ts';
import type { StoreEntry } from '../../src/storage/store-entry.ts';
import { storeOver } from './store-over.ts';

/**
 * A store in which another writer is faster: before each of the next `losses` writes of a key that exists, `meanwhile` gets the
 * entry as it stands and does with the store what it likes.
 */
export function racingStore(
  store: Store,
  losses: number,
  meanwhile: (store: Store, entry: StoreEntry) => Promise<unknown>,
): Store {
  let left = losses;
  const race = async (key: string): Promise<void> => {
    const entry = await store.get(key);
    if (entry === undefined || left === 0) return;
    left -= 1;
    await meanwhile(store, entry);
  };
  return storeOver(store, {
    put: async (key, value, expected, options, signal) => {
      await race(key);
      return store.put(key, value, expected, options, signal);
    },
    delete: async (key, expected, signal) => {
      await race(key);
      return store.delete(key, expected, signal);
    },
  });
}
