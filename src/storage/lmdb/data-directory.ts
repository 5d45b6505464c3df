import { access, constants, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreError } from '../store-error.ts';
import { dataFileProblem } from './data-file.ts';
import { OWNER_FILES, ownDirectory } from './owner.ts';

/** The name under which LMDB keeps everything. */
export const DATA_FILE = 'data.mdb';

const TRIAL_FILE = 'trial';
// More than LMDB writes before there is a data file that can be made longer.
const TRIAL_BYTES = 256 * 1024;

// What may be in a directory that has no data yet: what a start leaves that was ended, and what file systems have by themselves.
export const NO_CONTENT: readonly string[] = [...OWNER_FILES, TRIAL_FILE, 'lock.mdb', 'lost+found'];

/** A directory that is this store's alone. */
export interface DataDirectory {
  readonly dataFile: string;
  /** Lets the next owner in. */
  release(): Promise<void>;
}

/**
 * Makes a directory where it is not there, checks what it holds, and owns it. Rejects with StoreError `unavailable`, whose message names
 * the directory, where it cannot be used.
 */
export async function openDataDirectory(directory: string): Promise<DataDirectory> {
  const dataFile = join(directory, DATA_FILE);
  try {
    await mkdir(directory, { recursive: true });
    const names = await readdir(directory);
    const foreign = names.includes(DATA_FILE) ? undefined : names.find((name) => !NO_CONTENT.includes(name));
    if (foreign !== undefined) {
      throw new StoreError('unavailable', `${directory} holds something else (${foreign}): name an empty directory`);
    }
    await access(directory, constants.R_OK | constants.W_OK);
    const release = await ownDirectory(directory);
    try {
      if (!names.includes(DATA_FILE)) await tryRoom(directory);
      const problem = await dataFileProblem(dataFile);
      if (problem !== undefined) throw new StoreError('unavailable', `${dataFile} cannot be read: ${problem}`);
    } catch (error) {
      await release();
      throw error;
    }
    return { dataFile, release };
  } catch (error) {
    throw cannotUse(directory, error);
  }
}

/** Rejects where there is no room to begin: LMDB does not survive that. */
async function tryRoom(directory: string): Promise<void> {
  const path = join(directory, TRIAL_FILE);
  try {
    await writeFile(path, Buffer.alloc(TRIAL_BYTES, 1));
  } finally {
    await rm(path, { force: true });
  }
}

/** The error that is told where a directory cannot be used. */
export function cannotUse(directory: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new StoreError('unavailable', `the directory ${directory} cannot be used: ${message}`, { cause: error });
}
