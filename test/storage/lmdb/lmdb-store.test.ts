import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openLmdbStore } from '../../../src/storage/lmdb/open-lmdb-store.ts';
import type { Store } from '../../../src/storage/store.ts';
import { describeStore } from '../store-suite.ts';

const root = mkdtempSync(join(tmpdir(), 'podledger-lmdb-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const directories = new WeakMap<Store, string>();

describeStore('lmdb', async (options) => {
  const directory = mkdtempSync(join(root, 'store-'));
  const store = await openLmdbStore(directory, options);
  directories.set(store, directory);
  return store;
});
