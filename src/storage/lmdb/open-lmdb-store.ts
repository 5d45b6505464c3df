import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store, StoreOptions } from '../store.ts';
import { StoreError } from '../store-error.ts';
import { DataRoom } from './data-room.ts';
import { Database } from './database.ts';
import { LmdbStore } from './lmdb-store.ts';

const DATA_FILE = 'data.mdb';
// Those of `Database`, and one to spare.
const TABLES = 5;

/**
 * Opens the store that a directory holds, and makes it where there is none. The library is loaded only here. Rejects with StoreError
 * `unavailable`, whose message names the directory, where it cannot be opened.
 */
export async function openLmdbStore(directory: string, options: StoreOptions): Promise<Store> {
  await mkdir(directory, { recursive: true });
  const { open } = await import('lmdb');
  const env = open<Buffer, Buffer>({
    path: directory,
    encoding: 'binary',
    keyEncoding: 'binary',
    maxDbs: TABLES,
    // A write is answered when it is on disk, and the next group waits for that.
    overlappingSync: false,
  });
  const database = new Database(env);
  if (!database.isUnderstood) {
    await database.close();
    throw new StoreError('unavailable', `${directory} was written by a newer version`);
  }
  if (database.format === undefined) await database.writeFormat();
  const quota = options.quotaBytes ?? Number.MAX_SAFE_INTEGER;
  const room = await DataRoom.open(join(directory, DATA_FILE), () => database.pages(), quota);
  return new LmdbStore({ database, room, release: async () => {} }, options);
}
