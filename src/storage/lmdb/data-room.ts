import { type FileHandle, open } from 'node:fs/promises';
import type { StoredValue } from '../store-entry.ts';
import { StoreError } from '../store-error.ts';
import type { Pages } from './database.ts';
import type { LoggedWrite } from './encoding.ts';

/** What is about to be written. */
export interface Upcoming {
  readonly puts: readonly StoredValue[];
  readonly log: readonly LoggedWrite[];
}

/** What etcd says where its quota is used up. */
const NO_SPACE = 'etcdserver: mvcc: database space exceeded';

// Pages of the trees that a change of a key may copy, in three tables of at most four levels, and one to share out.
const TREE_PAGES = 13;
// Room for deletions alone, which make room.
const KEPT_FOR_DELETIONS = 1024 * 1024;
const STEP = 4 * 1024 * 1024;
const ZEROS = Buffer.alloc(256 * 1024);

/**
 * Sees to it that there is room in the data file before it is needed: LMDB must never meet a full disk, which it does not survive. The
 * file is made longer ahead of what is written, and where the disk or the quota does not let it, a write that may need it is refused.
 */
export class DataRoom {
  readonly #file: FileHandle;
  readonly #pages: () => Pages;
  readonly #quotaBytes: number;
  #length: number;

  private constructor(file: FileHandle, length: number, pages: () => Pages, quotaBytes: number) {
    this.#file = file;
    this.#length = length;
    this.#pages = pages;
    this.#quotaBytes = quotaBytes;
  }

  /** Opens the data file. `pages` tells how much of it is taken; it is not made longer than `quotaBytes`. */
  static async open(path: string, pages: () => Pages, quotaBytes: number): Promise<DataRoom> {
    const file = await open(path, 'r+');
    const { size } = await file.stat();
    return new DataRoom(file, size, pages, quotaBytes);
  }

  /** Makes room for a group of writes. Rejects with StoreError `unavailable` where there is none: the message says why. */
  async ensure({ puts, log }: Upcoming): Promise<void> {
    const { pageBytes, used, free } = this.#pages();
    const needed = boundOf({ puts, log }, pageBytes);
    const kept = puts.length === 0 ? 0 : KEPT_FOR_DELETIONS;
    if (this.#length - used * pageBytes >= needed + kept) return;
    const refusal = await this.#lengthen(used * pageBytes + needed + kept);
    const left = this.#length - used * pageBytes;
    if (left >= needed + kept) return;
    // What was deleted is free again, and there is still something to spare where it lies scattered.
    if (left >= needed && (puts.length === 0 || free * pageBytes >= 4 * needed)) return;
    throw new StoreError('unavailable', refusal ?? NO_SPACE);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /** Makes the file at least so long, and a step more; resolves to why it could not. */
  async #lengthen(wanted: number): Promise<string | undefined> {
    const end = Math.min(wanted + STEP, this.#quotaBytes);
    try {
      while (this.#length < end) {
        const { bytesWritten } = await this.#file.write(
          ZEROS,
          0,
          Math.min(ZEROS.length, end - this.#length),
          this.#length,
        );
        this.#length += bytesWritten;
      }
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}

/** The bytes that a group takes at most. */
function boundOf({ puts, log }: Upcoming, pageBytes: number): number {
  let pages = TREE_PAGES;
  const pagesOf = (value: StoredValue | undefined): number => {
    let bytes = 64;
    for (const segment of value ?? []) bytes += segment.length * 3;
    return Math.ceil(bytes / pageBytes) + 1;
  };
  for (const value of puts) pages += pagesOf(value) + TREE_PAGES;
  for (const { previous } of log) pages += pagesOf(previous?.value) + TREE_PAGES;
  return pages * pageBytes;
}
