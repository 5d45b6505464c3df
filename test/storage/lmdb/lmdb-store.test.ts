import { openLmdbStore } from '../../../src/storage/lmdb/open-lmdb-store.ts';
import type { Store, StoreOptions } from '../../../src/storage/store.ts';
import { describeStore } from '../store-suite.ts';
import { copyOf, emptyDirectory } from './directories.ts';

const directories = new WeakMap<Store, string>();

async function open(options: StoreOptions, directory = emptyDirectory()): Promise<Store> {
  const store = await openLmdbStore(directory, options);
  directories.set(store, directory);
  return store;
}

describeStore('lmdb', (options) => open(options), {
  reopen: (store, options) => open(options, copyOf(directories.get(store) ?? '')),
});
