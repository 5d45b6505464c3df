import type { Store } from '../../src/storage/store.ts';

/** A store that does what another one does, but for the methods that are given. */
export function storeOver(store: Store, own: Partial<Store>): Store {
  return {
    currentRevision: (...all) => store.currentRevision(...all),
    get: (...all) => store.get(...all),
    list: (...all) => store.list(...all),
    put: (...all) => store.put(...all),
    delete: (...all) => store.delete(...all),
    changes: (...all) => store.changes(...all),
    compact: (...all) => store.compact(...all),
    close: () => store.close(),
    ...own,
  };
}
