import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreError } from '../store-error.ts';
import type { DiskContents } from '../stored-contents.ts';
import { cannotUse, DATA_FILE } from './data-directory.ts';
import { dataFileProblem } from './data-file.ts';
import { loadLmdb } from './load-lmdb.ts';
import { checkedFormat, foundTables } from './open-lmdb-store.ts';
import { countEntries, keptEntries, keptExpiries, keptRevision } from './read-tables.ts';
import { openTables, TABLES } from './tables.ts';

/**
 * Opens what a directory keeps, as it stands now, also while a server owns it: LMDB lets other processes read one moment while the
 * server goes on writing, and what is read is not overwritten meanwhile. Nothing is written but LMDB's own lock. Not in the process
 * that owns the directory. Rejects with StoreError `unavailable`, whose message names the directory.
 */
export async function readLmdbDirectory(directory: string): Promise<DiskContents> {
  const dataFile = join(directory, DATA_FILE);
  const found = await stat(dataFile).catch(() => undefined);
  if (found === undefined || found.size === 0) throw holdsNothing(directory);
  try {
    const problem = await dataFileProblem(dataFile, 'r');
    if (problem !== undefined) throw new StoreError('unavailable', `${dataFile} cannot be read: ${problem}`);
    const { open } = await loadLmdb();
    const env = open<Buffer, Buffer>({
      path: directory,
      noSubdir: false,
      encoding: 'binary',
      keyEncoding: 'binary',
      readOnly: true,
    });
    try {
      // What a server makes that begins comes into being one after the other, the form last.
      const isWhole = foundTables(env, dataFile) === TABLES.length;
      const tables = isWhole ? openTables(env) : undefined;
      if (tables === undefined || checkedFormat(tables, dataFile) === undefined) throw holdsNothing(directory);
      const transaction = env.useReadTransaction();
      const expiries = new Map(Array.from(keptExpiries(tables, transaction), ({ key, second }) => [key, second]));
      return {
        revision: keptRevision(tables, transaction),
        count: countEntries(tables, transaction),
        *records(range = EVERYTHING) {
          for (const entry of keptEntries(tables, range, transaction)) {
            yield { ...entry, expiresAt: expiries.get(entry.key) };
          }
        },
        async close() {
          transaction.done();
          await env.close();
        },
      };
    } catch (error) {
      await env.close();
      throw error;
    }
  } catch (error) {
    throw cannotUse(directory, error);
  }
}

function holdsNothing(directory: string): StoreError {
  return new StoreError('unavailable', `${directory} holds no data of podledger`);
}

// No key begins with a character of that size.
const EVERYTHING = { from: '\u0001', to: '\u{10ffff}' };
