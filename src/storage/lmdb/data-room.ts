import { statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { textLength } from '../segments.ts';
import { StoreError } from '../store-error.ts';
import type { Outcome } from './change.ts';
import { FORGOTTEN_AT_ONCE } from './database.ts';
import type { Pages } from './pages.ts';

// What etcd says where its quota is used up.
const NO_SPACE = 'etcdserver: mvcc: database space exceeded';

// Pages of the trees that a change of a key may copy, in three tables of at most four levels, one of them twice, since something is forgotten for
// it; and one to share out.
const TREE_PAGES = 17;
// Pages in which is written which pages are free, and those of the tree that forgetting may copy.
const FORGETTING_PAGES = 32 + 4 * FORGOTTEN_AT_ONCE;
// Room for deletions alone, which make room.
const KEPT_FOR_DELETIONS = 1024 * 1024;
const STEP = 4 * 1024 * 1024;
const ZEROS = Buffer.alloc(256 * 1024);

/** What a small object takes, for the question whether anything can be written at all. */
const SMALL: Outcome = {
  events: [{ type: 'put', entry: { key: '/', value: ['x'.repeat(4096)], revision: 0 }, previous: undefined }],
  keepsPast: true,
};

/**
 * Sees to it that there is room in the data file before it is needed: LMDB must never meet a full disk, which it does not survive. The
 * file is made longer ahead of what is written, and where the disk or the quota does not let it, a write that may need it is refused.
 */
export class DataRoom {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #inode: number;
  readonly #pages: () => Pages;
  readonly #quotaBytes: number;
  #length: number;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(path: string, file: FileHandle, stat: { ino: number; size: number }, options: DataRoomOptions) {
    this.#path = path;
    this.#file = file;
    this.#inode = stat.ino;
    this.#length = stat.size;
    this.#pages = options.pages;
    this.#quotaBytes = options.quotaBytes;
  }

  /** Opens the data file, which nobody else makes longer. */
  static async open(path: string, options: DataRoomOptions): Promise<DataRoom> {
    const file = await open(path, 'r+');
    return new DataRoom(path, file, await file.stat(), options);
  }

  /** Makes room for what is to be written. Resolves to why it must not be, where there is none: StoreError `not-written`. */
  refusalOf(outcome: Outcome): Promise<StoreError | undefined> {
    // One after the other, since they make the same file longer.
    const answer = this.#turn.then(() => this.#refusalOf(outcome));
    this.#turn = answer.catch(() => {});
    return answer;
  }

  /** Resolves to why nothing can be written for now; undefined where it can. */
  check(): Promise<StoreError | undefined> {
    return this.refusalOf(SMALL);
  }

  /** Flushes the file to the disk, to see whether that works; resolves to why it does not. */
  async flush(): Promise<StoreError | undefined> {
    try {
      await this.#file.datasync();
      return undefined;
    } catch (error) {
      return new StoreError('not-written', messageOf(error));
    }
  }

  /** Lets go of the file. */
  async close(): Promise<void> {
    await this.#turn;
    await this.#file.close();
  }

  async #refusalOf(outcome: Outcome): Promise<StoreError | undefined> {
    if (statSync(this.#path, { throwIfNoEntry: false })?.ino !== this.#inode) {
      return new StoreError('not-written', `${this.#path} was removed while it was in use`);
    }
    const pages = this.#pages();
    const { pageBytes, used } = pages;
    const needed = boundOf(outcome, pageBytes);
    const kept = outcome.events.some(({ type }) => type === 'put') ? KEPT_FOR_DELETIONS : 0;
    const wanted = used * pageBytes + needed + kept;
    const isOverQuota = kept > 0 && wanted > this.#quotaBytes;
    if (!isOverQuota && this.#length >= wanted) return undefined;
    // To count what is free takes longer than all else here, and is seldom needed.
    const { free } = pages;
    if (isOverQuota && wanted - free * pageBytes > this.#quotaBytes) return new StoreError('not-written', NO_SPACE);
    if (this.#length >= wanted) return undefined;
    let refusal = await this.#lengthen(Math.min(wanted + STEP, this.#quotaBytes));
    if (this.#length >= wanted) return undefined;
    // What was deleted is taken first, so that the end of the file is but for what does not fit where that lies scattered.
    const left = this.#length - used * pageBytes;
    if (left >= needed + kept / 4 && free * pageBytes >= 2 * needed) return undefined;
    refusal ??= await this.#lengthen(wanted);
    return refusal === undefined ? undefined : new StoreError('not-written', refusal);
  }

  /** Makes the file so long where it is shorter; resolves to why it could not. */
  async #lengthen(end: number): Promise<string | undefined> {
    try {
      while (this.#length < end) {
        const size = Math.min(ZEROS.length, end - this.#length);
        const { bytesWritten } = await this.#file.write(ZEROS, 0, size, this.#length);
        this.#length += bytesWritten;
      }
      return undefined;
    } catch (error) {
      return messageOf(error);
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What room is made of. */
export interface DataRoomOptions {
  /** Tells how much of the file is taken. */
  readonly pages: () => Pages;
  /** How much may be taken, apart from deletions. The file may be somewhat longer, by what is free in it. */
  readonly quotaBytes: number;
}

/** The bytes that are written at most. */
function boundOf({ events }: Outcome, pageBytes: number): number {
  let pages = FORGETTING_PAGES + TREE_PAGES;
  for (const event of events) {
    // UTF-8 takes three bytes at most for what is one unit of a string.
    const bytes = event.type === 'put' ? textLength(event.entry.value) * 3 : 0;
    pages += Math.ceil((bytes + KEY_AND_HEADER_BYTES) / pageBytes) + 1 + TREE_PAGES;
  }
  return pages * pageBytes;
}

// The longest key with what stands beside it.
const KEY_AND_HEADER_BYTES = 2048;
