import type { Clock } from '../time/clock.ts';
import type { StoredValue, StoreEntry } from './store-entry.ts';
import type { StoreChange } from './store-event.ts';

/** Which state of a key a write replaces: the revision that wrote it, or ABSENT. Every write names one. */
export type Expected = number;

/** Expects that the key does not exist. */
export const ABSENT: Expected = 0;

/** The outcome of a write. A lost race is a value that carries the winner: `current` is undefined where the key is absent. */
export type WriteResult =
  | { readonly ok: true; readonly revision: number }
  | { readonly ok: false; readonly current: StoreEntry | undefined };

/**
 * The keys `from <= key < to`, in order of their UTF-16 code units. A store may order by UTF-8 bytes instead: the two
 * differ only beside characters beyond U+FFFF, which no Kubernetes name holds.
 */
export interface KeyRange {
  readonly from: string;
  readonly to: string;
}

/** What a list saw: the entries in key order, and the revision at which it saw them. */
export interface ListResult {
  readonly entries: readonly StoreEntry[];
  readonly revision: number;
  /** Whether the range has more entries, behind the last of these. */
  readonly more: boolean;
}

/** Which state a list shows, and how much of it. */
export interface ListOptions {
  /** The revision at which the entries stood; undefined for the newest. */
  readonly at?: number | undefined;
  /** How many entries are wanted at most, at least 1; undefined for all. */
  readonly limit?: number | undefined;
}

/** How a value is written. */
export interface PutOptions {
  /**
   * After how many seconds the key goes by itself: not earlier, and soon after, as a deletion of its own. Undefined keeps it. Each
   * put of a key says it anew.
   */
  readonly ttlSeconds?: number | undefined;
}

/**
 * How much of the past a store keeps for `list` at a revision and for `changes`. What goes beyond either bound is
 * compacted away, oldest first.
 */
export interface StoreOptions {
  /** The number of writes that can be looked back on; not negative. */
  readonly historyEvents: number;
  /** The text that is kept for the past's sake alone, in characters (a byte each, or two where text is not Latin); not negative. */
  readonly historyBytes: number;
  /** The bytes of the key and the text of the largest write that is taken, as etcd's `--max-request-bytes`; undefined takes any. */
  readonly maxRequestBytes?: number;
  /** The bytes that a store on disk may take, apart from deletions, as etcd's `--quota-backend-bytes`; undefined sets no bound. */
  readonly quotaBytes?: number;
  /** The clock by which keys expire; undefined takes the machine's. */
  readonly clock?: Clock;
  /** Milliseconds since 1970, by which keys expire that outlive the process; undefined takes the machine's. */
  readonly now?: () => number;
}

/**
 * An ordered, versioned map from keys to values: all that the rest of the server needs of a database, which may be shared with
 * other servers and with strangers.
 *
 * Revisions are one sequence for the whole store, in which a later write of any key has a larger revision. It may have gaps: others
 * may write what this store does not tell of. A write is answered, and seen by any read, list or iteration of changes, when it is as
 * durable as the store makes it and not before: nobody is told of what a crash takes back. Every read that starts after the answer
 * sees it. A store that is opened again goes on where it was: no revision comes twice.
 *
 * All methods reject with a StoreError, and with nothing else, when the store cannot serve; a signal that aborted before the call
 * makes them reject with `aborted` and do nothing (`changes` ends instead). A write that is under way when its signal aborts, or
 * whose answer is lost, rejects with `outcome-unknown`; the store never repeats it by itself.
 */
export interface Store {
  /**
   * Says that an entry which is told as a change shares with the one that it replaced what it has in common with it (see
   * replacing), as in a store that has both in memory: those who keep entries may then keep these as they are.
   */
  readonly sharesSegments?: true;

  /**
   * The revision of the newest write that is visible to reads, of whatever key. A store that was never written may answer 0. Each
   * iteration of changes that is open comes to that revision without any further write: where there is none of its own to tell of, by
   * progress.
   */
  currentRevision(signal?: AbortSignal): Promise<number>;

  /**
   * The oldest revision that `list` and `changes` can start from, where that may be of before the store was opened. Absent where the past
   * begins with the store.
   */
  oldestRevision?(signal?: AbortSignal): Promise<number>;

  /** The newest state of a key, or undefined where it does not exist. */
  get(key: string, signal?: AbortSignal): Promise<StoreEntry | undefined>;

  /**
   * The entries of a range, from its beginning on. A range that is too large for one answer is read in pages: from behind the last
   * key of each, `at` the revision of the first.
   * Rejects with StoreError `compacted` where `at` is older than what is kept, `future` where it is not reached yet.
   */
  list(range: KeyRange, options?: ListOptions, signal?: AbortSignal): Promise<ListResult>;

  /**
   * Writes a value where the key's state is the one expected (ABSENT creates). A put that expects a state that is gone
   * changes nothing and resolves to the state that won.
   */
  put(
    key: string,
    value: StoredValue,
    expected: Expected,
    options?: PutOptions,
    signal?: AbortSignal,
  ): Promise<WriteResult>;

  /**
   * Removes a key whose state is the one expected. Removing an absent key changes nothing and is no success: it resolves
   * to `{ ok: false, current: undefined }`, whatever was expected.
   */
  delete(key: string, expected: Expected, signal?: AbortSignal): Promise<WriteResult>;

  /**
   * Every write after revision `after`, in order, each once, then those to come, until `signal` aborts or the store
   * closes: the iteration then ends, without an error and without what was not yet asked for. Between them, progress. Rejects
   * with StoreError `compacted` where the history no longer reaches back to `after`, whether at the start or because a consumer fell
   * too far behind, and with `future` where `after` is not reached yet: the store is not the one that it was. A consumer that waits
   * for the next write is never too far behind for it. Nothing is held for an iteration that ended, failed or was left.
   */
  changes(after: number, signal: AbortSignal): AsyncIterable<StoreChange>;

  /**
   * Forgets the writes up to and including `revision`; current states stay, and `revision` is now the oldest that `list`
   * and `changes` can start from. Does nothing where that much is forgotten already. A revision that is not reached yet
   * rejects with `future`.
   */
  compact(revision: number, signal?: AbortSignal): Promise<void>;

  /** Rejects with StoreError `not-written` while writes are refused that are no deletions. Absent where a store has room for all. */
  checkWrites?(signal?: AbortSignal): Promise<void>;

  /**
   * Ends all iterations, lets writes under way finish, and releases what the store holds. Calls afterwards reject with
   * `closed`, except that closing again does nothing.
   */
  close(): Promise<void>;
}
