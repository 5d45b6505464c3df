import type { Database as LmdbDatabase, RootDatabase, Transaction } from 'lmdb';
import type { KeyRange } from '../store.ts';
import type { StoreEntry } from '../store-entry.ts';
import type { Outcome } from './change.ts';
import {
  decodeEntry,
  decodeLoggedWrite,
  decodeNumber,
  encodeEntry,
  encodeLoggedWrite,
  encodeNumber,
  type LoggedWrite,
} from './encoding.ts';
import { keyBytes, rangeBytes } from './keys.ts';
import { countPages, type Pages } from './pages.ts';

type Table = LmdbDatabase<Buffer, Buffer>;

/** Writes that become durable together, or not at all. */
export interface Group extends Outcome {
  /** When keys are to go, in seconds since 1970; undefined where they stay after all. */
  readonly expiries: ReadonlyMap<string, number | undefined>;
  /** Up to and including which revision what is remembered may be forgotten. */
  readonly forgetUpTo: number;
  readonly revision: number;
}

// How much of the log a group forgets at most, beside as much as it adds: more would keep everybody waiting.
const FORGOTTEN_AT_ONCE = 200;
const REVISION = Buffer.from('revision');
const COMPACTED = Buffer.from('compacted');
const FORMAT = Buffer.from('format');

/** The form in which everything is kept. A version that keeps it otherwise counts on. */
export const THIS_FORMAT = 1;

/** The names of the tables; that of the form comes first, so that a file without it is somebody else's. */
export const TABLES = ['meta', 'current', 'log', 'expiries'] as const;

/**
 * The file of an LMDB store: `current` has the newest state of each key, `log` the newest writes with what they replaced, by
 * revision, `expiries` when keys are to go, `meta` the revision and how far the log was forgotten. Reads show what was durable when `refresh` was last called.
 */
export class Database {
  readonly #env: RootDatabase<Buffer, Buffer>;
  readonly #current: Table;
  readonly #log: Table;
  readonly #expiries: Table;
  readonly #meta: Table;
  #snapshot: Transaction;
  #forgotten: number;

  /** Takes the tables of an environment, and makes those that are missing: there must be room for them. */
  constructor(env: RootDatabase<Buffer, Buffer>) {
    this.#env = env;
    const table = (name: (typeof TABLES)[number]): Table =>
      env.openDB<Buffer, Buffer>({ name, encoding: 'binary', keyEncoding: 'binary' });
    this.#meta = table('meta');
    this.#current = table('current');
    this.#log = table('log');
    this.#expiries = table('expiries');
    this.#snapshot = env.useReadTransaction();
    this.#forgotten = this.compacted;
  }

  /** The form of what is kept; undefined where nothing is yet. */
  get format(): number | undefined {
    return this.#number(FORMAT);
  }

  /** The revision of the newest write. */
  get revision(): number {
    return this.#number(REVISION) ?? 0;
  }

  /** The revision up to which writes are forgotten. */
  get compacted(): number {
    return this.#number(COMPACTED) ?? 0;
  }

  /** The revision up to which the log is forgotten: that of `compacted` once `refresh` was called. */
  get forgotten(): number {
    return this.#forgotten;
  }

  /** Lets reads see what has become durable. */
  refresh(): void {
    this.#snapshot.done();
    this.#env.resetReadTxn();
    this.#snapshot = this.#env.useReadTransaction();
  }

  /** What is kept of a key. */
  get(key: string): StoreEntry | undefined {
    const found = keyBytes(key);
    const bytes = found && this.#current.get(found, { transaction: this.#snapshot });
    return bytes && decodeEntry(key, bytes);
  }

  /** What is kept of the keys of a range, in their order. */
  *entries(keys: KeyRange, limit?: number): Generator<StoreEntry> {
    const range = { ...rangeBytes(keys), transaction: this.#snapshot };
    for (const { key, value } of this.#current.getRange(limit === undefined ? range : { ...range, limit })) {
      yield decodeEntry(key.toString(), value);
    }
  }

  /** The newest writes that are remembered, newest first. */
  *newestWrites(): Generator<LoggedWrite> {
    for (const { key, value } of this.#log.getRange({ reverse: true, transaction: this.#snapshot })) {
      yield decodeLoggedWrite(decodeNumber(key), value);
    }
  }

  /** The keys that are to go, and when, in seconds since 1970. */
  *expiring(): Generator<{ readonly key: string; readonly second: number }> {
    for (const { key, value } of this.#expiries.getRange({ transaction: this.#snapshot })) {
      yield { key: key.toString(), second: decodeNumber(value) };
    }
  }

  /** How much of the file is taken. */
  pages(): Pages {
    return countPages(this.#env, [this.#current, this.#log, this.#expiries, this.#meta]);
  }

  /**
   * Makes a group durable; resolves when it is. Rejects with the reason where it cannot be: nothing of it is kept then. Keys must have
   * been checked (see checkKey): what is written in one turn of the event loop goes together.
   */
  async write({ puts, deletes, log, expiries, forgetUpTo, revision }: Group): Promise<void> {
    const writes: Promise<boolean>[] = [];
    for (const entry of puts) writes.push(this.#current.put(Buffer.from(entry.key), encodeEntry(entry)));
    for (const key of deletes) writes.push(this.#current.remove(Buffer.from(key)));
    for (const write of log) writes.push(this.#log.put(encodeNumber(write.revision), encodeLoggedWrite(write)));
    for (const [key, second] of expiries) {
      const bytes = Buffer.from(key);
      writes.push(
        second === undefined ? this.#expiries.remove(bytes) : this.#expiries.put(bytes, encodeNumber(second)),
      );
    }
    writes.push(this.#meta.put(REVISION, encodeNumber(revision)));
    const forgotten = this.#forget(forgetUpTo, puts.length + deletes.length + FORGOTTEN_AT_ONCE, writes);
    await Promise.all(writes);
    this.#forgotten = forgotten;
  }

  /** Adds to writes what forgets the log up to a revision, or a part of that; returns how far. */
  #forget(upTo: number, most: number, writes: Promise<boolean>[]): number {
    if (upTo <= this.#forgotten) return this.#forgotten;
    const oldest = { start: encodeNumber(0), end: encodeNumber(upTo + 1), limit: most, transaction: this.#snapshot };
    const keys = [...this.#log.getKeys(oldest)];
    for (const key of keys) writes.push(this.#log.remove(key));
    const last = keys.at(-1);
    const forgotten = keys.length < most || last === undefined ? upTo : decodeNumber(last);
    writes.push(this.#meta.put(COMPACTED, encodeNumber(forgotten)));
    return forgotten;
  }

  /** Marks the file as of this version's form. */
  async writeFormat(): Promise<void> {
    await this.#meta.put(FORMAT, encodeNumber(THIS_FORMAT));
    this.refresh();
  }

  /** Lets go of the file; nothing may be on its way. */
  async close(): Promise<void> {
    this.#snapshot.done();
    await this.#env.close();
  }

  #number(key: Buffer): number | undefined {
    const bytes = this.#meta.get(key, { transaction: this.#snapshot });
    return bytes && decodeNumber(bytes);
  }
}
