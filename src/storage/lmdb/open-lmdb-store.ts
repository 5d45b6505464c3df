import type { RootDatabase } from 'lmdb';
import type { Store, StoreOptions } from '../store.ts';
import { StoreError } from '../store-error.ts';
import { cannotUse, openDataDirectory } from './data-directory.ts';
import { DataRoom } from './data-room.ts';
import { Database, TABLES, THIS_FORMAT } from './database.ts';
import { LmdbStore, type LmdbStoreParts } from './lmdb-store.ts';
import { loadLmdb } from './load-lmdb.ts';
import { countPages } from './pages.ts';

/**
 * Opens the store that a directory holds, and makes it where there is none. Rejects with StoreError `unavailable`, whose message names
 * the directory, where it cannot be opened.
 */
export async function openLmdbStore(directory: string, options: StoreOptions): Promise<Store> {
  return new LmdbStore(await openLmdbParts(directory, options), options);
}

/** Opens what the store of a directory is made of, as `openLmdbStore` does. The library is loaded only here. */
export async function openLmdbParts(
  directory: string,
  { quotaBytes = Number.MAX_SAFE_INTEGER }: Pick<StoreOptions, 'quotaBytes'>,
): Promise<LmdbStoreParts> {
  const lmdb = await loadLmdb();
  const { dataFile, release } = await openDataDirectory(directory);
  const opened = [release];
  try {
    const env = lmdb.open<Buffer, Buffer>({
      path: directory,
      // Otherwise a directory with a dot in its name is taken for a file.
      noSubdir: false,
      encoding: 'binary',
      keyEncoding: 'binary',
      maxDbs: TABLES.length,
      // A write is answered when it is on disk, and the next group waits for that.
      overlappingSync: false,
    });
    opened.push(() => env.close());
    let database: Database | undefined;
    const room = await DataRoom.open(dataFile, {
      pages: () => database?.pages() ?? countPages(env, []),
      quotaBytes,
    });
    opened.push(() => room.close());
    database = await openDatabase(env, room, dataFile);
    return { database, room, release };
  } catch (error) {
    for (const close of opened.toReversed()) await close();
    throw cannotUse(directory, error);
  }
}

/** Takes the database of an environment where it is one of this program, and makes what is missing. */
async function openDatabase(env: RootDatabase<Buffer, Buffer>, room: DataRoom, dataFile: string): Promise<Database> {
  // Where there is no room to begin, what is there can still be read.
  const refused = foundTables(env, dataFile) < TABLES.length ? await room.check() : undefined;
  if (refused !== undefined) {
    throw new StoreError('unavailable', `there is no room to begin ${dataFile}: ${refused.message}`);
  }
  const database = new Database(env);
  if (checkedFormat(database, dataFile) === undefined) await database.writeFormat();
  return database;
}

/**
 * How many tables of this program an environment has.
 * @throws StoreError `unavailable` where there are those of another program
 */
export function foundTables(env: RootDatabase<Buffer, Buffer>, dataFile: string): number {
  // The names are kept with a zero byte at the end.
  const found = Array.from(env.getKeys(), (name) => name.toString().replace(/\0$/, ''));
  const own: readonly string[] = TABLES;
  if (found.some((table) => !own.includes(table)) || (found.length > 0 && !found.includes(TABLES[0]))) {
    throw new StoreError('unavailable', `${dataFile} is a database of another program`);
  }
  return found.length;
}

/**
 * The form of a database; undefined where it has nothing yet.
 * @throws StoreError `unavailable` where it is a newer one than this version reads
 */
export function checkedFormat({ format }: Pick<Database, 'format'>, dataFile: string): number | undefined {
  if (format !== undefined && format > THIS_FORMAT) {
    const versions = `its form is ${format}, and this one reads up to ${THIS_FORMAT}`;
    throw new StoreError('unavailable', `${dataFile} was written by a newer version of podledger: ${versions}`);
  }
  return format;
}
