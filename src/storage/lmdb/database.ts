import type { Database as LmdbDatabase, RootDatabase, Transaction } from 'lmdb';
import type { KeyRange } from '../store.ts';
import type { StoreEntry } from '../store-entry.ts';
import {
  decodeEntry,
  decodeLoggedWrite,
  decodeNumber,
  encodeEntry,
  encodeLoggedWrite,
  encodeNumber,
  type LoggedWrite,
} from './encoding.ts';

type Table = LmdbDatabase<Buffer, Buffer>;

/** Writes that become durable together, or not at all. */
export interface Group {
  readonly puts: readonly StoreEntry[];
  /** Keys that go. */
  readonly deletes: readonly string[];
  readonly log: readonly LoggedWrite[];
  /** When keys are to go, in seconds since 1970; undefined where they stay after all. */
  readonly expiries: ReadonlyMap<string, number | undefined>;
  /** Up to and including which revision what is remembered is forgotten. */
  readonly forgetUpTo: number;
  readonly revision: number;
}

interface TreeStats {
  readonly pageSize: number;
  readonly treeBranchPageCount: number;
  readonly treeLeafPageCount: number;
  readonly overflowPages: number;
}

interface Stats {
  readonly lastPageNumber: number;
  readonly root: TreeStats;
  readonly free: TreeStats;
}

// Two pages at the beginning of the file say where everything is.
const META_PAGES = 2;

const pagesOf = ({ treeBranchPageCount, treeLeafPageCount, overflowPages }: TreeStats): number =>
  treeBranchPageCount + treeLeafPageCount + overflowPages;

const REVISION = Buffer.from('revision');
const COMPACTED = Buffer.from('compacted');
const FORMAT = Buffer.from('format');
/** The form in which everything is kept. A version that keeps it otherwise counts on. */
const THIS_FORMAT = 1;

/** How much of the file is taken. Pages are of one size. */
export interface Pages {
  readonly pageBytes: number;
  /** Those up to the last that was ever used. */
  readonly used: number;
  /** Those among them that are free again. */
  readonly free: number;
}

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
  #logged = 0;

  constructor(env: RootDatabase<Buffer, Buffer>) {
    this.#env = env;
    const table = (name: string): Table =>
      env.openDB<Buffer, Buffer>({ name, encoding: 'binary', keyEncoding: 'binary' });
    this.#current = table('current');
    this.#log = table('log');
    this.#expiries = table('expiries');
    this.#meta = table('meta');
    this.#snapshot = env.useReadTransaction();
    this.#logged = this.compacted;
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

  /** Lets reads see what has become durable. */
  refresh(): void {
    this.#snapshot.done();
    this.#env.resetReadTxn();
    this.#snapshot = this.#env.useReadTransaction();
  }

  /** What is kept of a key. */
  get(key: string): StoreEntry | undefined {
    const bytes = this.#current.get(Buffer.from(key), { transaction: this.#snapshot });
    return bytes && decodeEntry(key, bytes);
  }

  /** What is kept of the keys of a range, in their order. */
  *entries({ from, to }: KeyRange, limit?: number): Generator<StoreEntry> {
    const range = { start: Buffer.from(from), end: Buffer.from(to), transaction: this.#snapshot };
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
    const { lastPageNumber, free, root } = this.#env.getStats() as Stats;
    const tables = [this.#current, this.#log, this.#expiries, this.#meta].map((table) => table.getStats() as TreeStats);
    const used = lastPageNumber + 1;
    const taken = [free, root, ...tables].reduce((sum, tree) => sum + pagesOf(tree), META_PAGES);
    return { pageBytes: root.pageSize, used, free: Math.max(0, used - taken) };
  }

  /** Makes a group durable; resolves when it is. Rejects with the reason where it cannot be: nothing of it is kept then. */
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
    if (forgetUpTo > this.#logged) {
      const end = encodeNumber(forgetUpTo + 1);
      for (const key of this.#log.getKeys({ end, transaction: this.#snapshot })) writes.push(this.#log.remove(key));
      writes.push(this.#meta.put(COMPACTED, encodeNumber(forgetUpTo)));
    }
    await Promise.all(writes);
    this.#logged = Math.max(this.#logged, forgetUpTo);
  }

  /** Marks the file as of this version's form. */
  async writeFormat(): Promise<void> {
    await this.#meta.put(FORMAT, encodeNumber(THIS_FORMAT));
    this.refresh();
  }

  /** Whether this version understands what is kept. */
  get isUnderstood(): boolean {
    return (this.format ?? THIS_FORMAT) <= THIS_FORMAT;
  }

  async close(): Promise<void> {
    this.#snapshot.done();
    await this.#env.close();
  }

  #number(key: Buffer): number | undefined {
    const bytes = this.#meta.get(key, { transaction: this.#snapshot });
    return bytes && decodeNumber(bytes);
  }
}
