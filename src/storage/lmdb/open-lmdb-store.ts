import type { RootDatabase } from 'lmdb';
import type { Store, StoreOptions } from '../store.ts';
import { StoreError } from '../store-error.ts';
import { cannotUse, openDataDirectory } from './data-directory.ts';
import { DataRoom } from './data-room.ts';
import { Database } from './database.ts';
import { encodeNumber } from './encoding.ts';
import { LmdbStore, type LmdbStoreParts } from './lmdb-store.ts';
import { loadLmdb } from './load-lmdb.ts';
import { countPages } from './pages.ts';
import { type Kept, keptFormat, readAll } from './read-tables.ts';
import { FORMAT, openTables, TABLES, type Tables, THIS_FORMAT } from './tables.ts';

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
    const open = (): RootDatabase<Buffer, Buffer> =>
      lmdb.open<Buffer, Buffer>({
        path: directory,
        // Otherwise a directory with a dot in its name is taken for a file.
        noSubdir: false,
        encoding: 'binary',
        keyEncoding: 'binary',
        maxDbs: TABLES.length,
        // A write is answered when it is on disk, and the next group waits for that.
        overlappingSync: false,
        // What goes together is said (see Database): what the library gathers by itself has promises that nobody can catch.
        eventTurnBatching: false,
      });
    let env = open();
    opened.push(() => env.close());
    let database: Database | undefined;
    const room = await DataRoom.open(dataFile, {
      pages: () => database?.pages() ?? countPages(env, []),
      quotaBytes,
    });
    opened.push(() => room.close());
    const kept = await readDatabase(env, room, dataFile);
    // What was read is in memory now, and the pages of the file that it was read from need not stay there.
    await env.close();
    env = open();
    database = new Database(env, kept);
    return { database, kept, room, release };
  } catch (error) {
    for (const close of opened.toReversed()) await close();
    throw cannotUse(directory, error);
  }
}

/** Reads the database of an environment where it is one of this program, and makes what is missing. */
async function readDatabase(env: RootDatabase<Buffer, Buffer>, room: DataRoom, dataFile: string): Promise<Kept> {
  // Where there is no room to begin, what is there can still be read.
  const refused = foundTables(env, dataFile) < TABLES.length ? await room.check() : undefined;
  if (refused !== undefined) {
    throw new StoreError('unavailable', `there is no room to begin ${dataFile}: ${refused.message}`);
  }
  const tables = openTables(env);
  if (checkedFormat(tables, dataFile) === undefined) await tables.meta.put(FORMAT, encodeNumber(THIS_FORMAT));
  return readAll(tables);
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
export function checkedFormat(tables: Tables, dataFile: string): number | undefined {
  const format = keptFormat(tables);
  if (format !== undefined && format > THIS_FORMAT) {
    const versions = `its form is ${format}, and this one reads up to ${THIS_FORMAT}`;
    throw new StoreError('unavailable', `${dataFile} was written by a newer version of podledger: ${versions}`);
  }
  return format;
}
