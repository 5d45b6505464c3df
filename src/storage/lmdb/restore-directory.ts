import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncDirectory } from '../replace-file.ts';
import { StoreError } from '../store-error.ts';
import type { StoreEvent } from '../store-event.ts';
import type { StoredContents, StoredRecord } from '../stored-contents.ts';
import type { Outcome } from './change.ts';
import { cannotUse, DATA_FILE, NO_CONTENT } from './data-directory.ts';
import type { LmdbStoreParts } from './lmdb-store.ts';
import { openLmdbParts } from './open-lmdb-store.ts';
import { ownDirectory } from './owner.ts';

/** What a restore has in a directory while it is not over. */
const UNFINISHED = 'unfinished-restore';

// Room is made for each group beforehand, more than it takes: what is left of that stays in the file.
const GROUP_KEYS = 256;

/**
 * Fills a directory with contents: it is made where it is not there, and must hold nothing. The versions of the records stay as they are; the
 * next write gets one above `revision`, and nothing is remembered of the past up to that. The data get their name when they are whole
 * and on disk: where reading or writing fails, and where the process is killed, nothing is in the directory with which a server would
 * start. Resolves to how many keys there are. Rejects with StoreError, whose message names the directory, where that cannot be used.
 */
export async function restoreLmdbDirectory(
  directory: string,
  contents: StoredContents,
  revision: number,
): Promise<number> {
  const unfinished = join(directory, UNFINISHED);
  let release: (() => Promise<void>) | undefined;
  try {
    await mkdir(directory, { recursive: true });
    // Where the one above cannot be opened, it was not made here.
    await syncDirectory(dirname(directory)).catch(() => {});
    refuseOccupied(directory, await readdir(directory));
    release = await ownDirectory(directory);
    // Somebody may have come before this one owned it.
    if ((await readdir(directory)).includes(DATA_FILE)) throw holdsData(directory);
    await rm(unfinished, { recursive: true, force: true });
    try {
      const parts = await openLmdbParts(unfinished, {});
      const keys = await fill(parts, contents, revision, directory);
      await rename(join(unfinished, DATA_FILE), join(directory, DATA_FILE));
      await syncDirectory(directory);
      return keys;
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  } catch (error) {
    throw cannotUse(directory, error);
  } finally {
    await release?.();
  }
}

function refuseOccupied(directory: string, names: readonly string[]): void {
  if (names.includes(DATA_FILE)) throw holdsData(directory);
  const foreign = names.find((name) => name !== UNFINISHED && !NO_CONTENT.includes(name));
  if (foreign !== undefined) {
    throw new StoreError('unavailable', `${directory} holds something else (${foreign}): name an empty directory`);
  }
}

function holdsData(directory: string): StoreError {
  return new StoreError('unavailable', `${directory} holds data already: name an empty directory`);
}

async function fill(
  { database, room, release }: LmdbStoreParts,
  contents: StoredContents,
  revision: number,
  directory: string,
): Promise<number> {
  let keys = 0;
  const write = async (records: readonly StoredRecord[]): Promise<void> => {
    const outcome: Outcome = { events: records.map(putOf), keepsPast: false };
    const refused = await room.refusalOf(outcome);
    if (refused !== undefined) throw cannotUse(directory, new Error(refused.message));
    const expiries = new Map(
      records.flatMap(({ key, expiresAt }) => (expiresAt === undefined ? [] : [[key, expiresAt]])),
    );
    await database.write({ ...outcome, expiries, forgetUpTo: revision, revision });
    keys += records.length;
  };
  try {
    const group: StoredRecord[] = [];
    for await (const record of contents.records()) {
      group.push(record);
      if (group.length === GROUP_KEYS) await write(group.splice(0));
    }
    await write(group);
    return keys;
  } finally {
    await room.close();
    await database.close();
    await release();
  }
}

function putOf({ key, value, revision }: StoredRecord): StoreEvent {
  return { type: 'put', entry: { key, value, revision }, previous: undefined };
}
