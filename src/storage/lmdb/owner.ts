import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreError } from '../store-error.ts';

/** What this file has in a directory. SQLite has a journal beside the lock, which is left where the process is killed. */
export const OWNER_FILES: readonly string[] = ['owner.lock', 'owner.pid', 'owner.lock-journal'];
const [LOCK = '', PID = ''] = OWNER_FILES;

// SQLITE_BUSY: somebody else holds the lock.
const BUSY = 5;

/**
 * Makes this the only owner of a directory, in this process and among all that share the file system, until what it resolves to is
 * called or the process ends, however it does: the lock is the system's. Node has locks of files only in SQLite, of which nothing else
 * is used. Rejects with StoreError `unavailable` where somebody owns the directory: the message names the process where it is known.
 */
export async function ownDirectory(directory: string): Promise<() => Promise<void>> {
  const { DatabaseSync } = await import('node:sqlite');
  const lock = new DatabaseSync(join(directory, LOCK));
  try {
    // Nothing is ever written; a journal on disk would be.
    lock.exec('PRAGMA journal_mode = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== BUSY) throw error;
    const pid = await readFile(join(directory, PID), 'utf8').catch(() => '');
    const owner = pid.trim() === '' ? 'another process' : `process ${pid.trim()}`;
    throw new StoreError('unavailable', `${directory} is in use by ${owner}: a directory has one server at a time`);
  }
  // It only makes the message clearer: a full disk must not keep the server from starting.
  await writeFile(join(directory, PID), `${process.pid}\n`).catch(() => {});
  return async () => lock.close();
}
