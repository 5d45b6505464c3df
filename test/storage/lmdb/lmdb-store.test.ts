import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, vi } from 'vitest';
import { openLmdbStore } from '../../../src/storage/lmdb/open-lmdb-store.ts';
import type { Store, StoreOptions } from '../../../src/storage/store.ts';
import { describeStore } from '../store-suite.ts';

// Each write waits for the disk.
vi.setConfig({ testTimeout: 60_000 });

const root = mkdtempSync(join(tmpdir(), 'podledger-lmdb-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const directories = new WeakMap<Store, string>();

async function open(options: StoreOptions, directory = mkdtempSync(join(root, 'store-'))): Promise<Store> {
  const store = await openLmdbStore(directory, options);
  directories.set(store, directory);
  return store;
}

describeStore('lmdb', (options) => open(options), {
  // What is on disk at a moment is what a crash at that moment leaves.
  async reopen(store, options) {
    const copy = mkdtempSync(join(root, 'copy-'));
    cpSync(directories.get(store) ?? '', copy, { recursive: true });
    return open(options, copy);
  },
});
