import { ABSENT, type Store } from '../storage/store.ts';
import type { WatchCache } from '../watch/watch-cache.ts';
import type { SharedRecords } from './definition/shared-records.ts';
import { storeFailed } from './store-errors.ts';

/** The records in a store. */
export function sharedRecords(store: Store, cache: WatchCache): SharedRecords {
  return {
    seen: (key) => cache.entry(key) !== undefined,

    async read(key, signal) {
      const entry = await store.get(key, signal).catch(storeFailed);
      return entry?.value.join('');
    },

    async update(key, change, signal) {
      let entry = await store.get(key, signal).catch(storeFailed);
      for (;;) {
        const before = entry?.value.join('');
        const after = change(before);
        if (after === before) return;
        const revision = entry?.revision ?? ABSENT;
        const written = await (after === undefined
          ? store.delete(key, revision, signal)
          : store.put(key, [after], revision, {}, signal)
        ).catch(storeFailed);
        if (written.ok) return;
        entry = written.current;
      }
    },
  };
}
