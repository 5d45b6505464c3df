import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, vi } from 'vitest';
import { openLmdbStore } from '../../../src/storage/lmdb/open-lmdb-store.ts';
import type { Store, StoreOptions } from '../../../src/storage/store.ts';

// Each write waits for the disk.
vi.setConfig({ testTimeout: 60_000 });

const root = mkdtempSync(join(tmpdir(), 'podledger-lmdb-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Wide enough for every test. */
export const WIDE: StoreOptions = { historyEvents: 10_000, historyBytes: 16 * 1024 * 1024 };

/** A directory that is empty, and goes when the tests of the file are over. */
export function emptyDirectory(): string {
  return mkdtempSync(join(root, 'store-'));
}

/** Opens the store of a directory, closes it when the body is over, and resolves to what that resolved to. */
export async function using<T>(
  directory: string,
  body: (store: Store) => Promise<T>,
  options: Partial<StoreOptions> = {},
): Promise<T> {
  const store = await openLmdbStore(directory, { ...WIDE, ...options });
  try {
    return await body(store);
  } finally {
    await store.close();
  }
}

/** A copy of a directory: what is on disk at a moment is what a crash at that moment leaves. */
export function copyOf(directory: string): string {
  const copy = emptyDirectory();
  // Who reads the lock in this process lets go of it.
  cpSync(directory, copy, { recursive: true, filter: (path) => !path.endsWith('owner.lock') });
  return copy;
}
