import type { Store } from './store.ts';
import type { StoredValue, StoreEntry } from './store-entry.ts';
import type { StoreChange } from './store-event.ts';

/**
 * Cuts the value of an entry into the segments that its kind asks for. As it is where these are its segments; as one segment where it
 * cannot be cut.
 */
export type Cut = (entry: StoreEntry) => StoredValue;

/**
 * A store that answers values in segments, over one that keeps each as one text, or in segments that a version may have made that is no more.
 */
export function cuttingStore(store: Store, cut: Cut): Store {
  const cutEntry = (entry: StoreEntry): StoreEntry => {
    const value = cut(entry);
    return value === entry.value ? entry : { ...entry, value };
  };
  const cutChange = (change: StoreChange): StoreChange =>
    change.type === 'put' ? { ...change, entry: cutEntry(change.entry) } : change;
  const cutWinner = async (writing: ReturnType<Store['put']>): ReturnType<Store['put']> => {
    const result = await writing;
    return result.ok || result.current === undefined ? result : { ok: false, current: cutEntry(result.current) };
  };
  const { oldestRevision, checkWrites } = store;
  // Entries are cut anew each time, so that nothing is shared between them: `sharesSegments` is not handed on.
  return {
    currentRevision: (signal) => store.currentRevision(signal),
    async get(key, signal) {
      const entry = await store.get(key, signal);
      return entry && cutEntry(entry);
    },
    async list(range, options, signal) {
      const { entries, ...rest } = await store.list(range, options, signal);
      return { entries: entries.map(cutEntry), ...rest };
    },
    put: (key, value, expected, options, signal) => cutWinner(store.put(key, value, expected, options, signal)),
    delete: (key, expected, signal) => cutWinner(store.delete(key, expected, signal)),
    changes: (after, signal) => mapped(store.changes(after, signal), cutChange),
    compact: (revision, signal) => store.compact(revision, signal),
    ...(oldestRevision && { oldestRevision: (signal) => oldestRevision.call(store, signal) }),
    ...(checkWrites && { checkWrites: (signal) => checkWrites.call(store, signal) }),
    close: () => store.close(),
  };
}

/** What is made of each item, as it comes. Not a generator, which could not be left while it waits for the next. */
function mapped<T>(items: AsyncIterable<T>, make: (item: T) => T): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = items[Symbol.asyncIterator]();
      return {
        async next() {
          const result = await iterator.next();
          return result.done === true ? result : { done: false, value: make(result.value) };
        },
        async return() {
          await iterator.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}
