import type { StoreEvent } from './store-event.ts';

/**
 * What a store keeps under a key: text, in segments. The store keeps the boundaries and never looks inside; who wrote
 * the value gets the same segments back, so that one of them can be replaced without touching the others.
 * A value is immutable: neither the store nor its callers change it after `put`.
 */
export type StoredValue = readonly string[];

/** A key's current state. */
export interface StoreEntry {
  readonly key: string;
  readonly value: StoredValue;
  /** The revision that wrote this value. */
  readonly revision: number;
}

/**
 * Which state of a key a write expects: the revision that wrote it, ABSENT, or ANY.
 * ANY serves a delete that does not care; a put always names what it replaces.
 */
export type Expected = number;

/** Expects that the key does not exist. */
export const ABSENT: Expected = 0;

/** The outcome of a write. A lost race is a value that carries the winner: `current` is undefined where the key is absent. */
export type WriteResult =
  | { readonly ok: true; readonly revision: number }
  | { readonly ok: false; readonly current: StoreEntry | undefined };

/** The keys `from <= key < to`, in order of their UTF-16 code units. */
export interface KeyRange {
  readonly from: string;
  readonly to: string;
}

/** What a list saw: the entries in key order, and the revision at which it saw them. */
export interface ListResult {
  readonly entries: readonly StoreEntry[];
  readonly revision: number;
}

/**
 * An ordered, versioned map from keys to values: all that the rest of the server needs of a database.
 *
 * Revisions are one sequence for the whole store: each write that succeeds takes the next one, so a later write of any
 * key has a larger revision. A write is answered when it is as durable as the store makes it; every read that starts
 * afterwards sees it. All methods reject with a StoreError, and with nothing else, when the store cannot serve.
 */
export interface Store {
  /** The revision of the newest write that is visible to reads. */
  currentRevision(signal?: AbortSignal): Promise<number>;

  /** The newest state of a key, or undefined where it does not exist. */
  get(key: string, signal?: AbortSignal): Promise<StoreEntry | undefined>;

  /**
   * The entries of a range, now or as they stood at revision `at`.
   * Rejects with StoreError `compacted` where `at` is older than what is kept, `future` where it is not reached yet.
   */
  list(range: KeyRange, at?: number, signal?: AbortSignal): Promise<ListResult>;

  /**
   * Writes a value where the key's state is the one expected (ABSENT creates). A put that expects a state that is gone
   * changes nothing and resolves to the state that won.
   */
  put(key: string, value: StoredValue, expected: Expected, signal?: AbortSignal): Promise<WriteResult>;

  /**
   * Removes a key whose state is the one expected. Removing an absent key changes nothing and is no success:
   * it resolves to `{ ok: false, current: undefined }`.
   */
  delete(key: string, expected: Expected, signal?: AbortSignal): Promise<WriteResult>;

  /**
   * Every write after revision `after`, in order, each once, then those to come, until `signal` aborts (the iteration
   * ends) or the store closes. Rejects with StoreError `compacted` where the history no longer reaches back to `after`,
   * whether at the start or because a consumer fell too far behind.
   */
  changes(after: number, signal: AbortSignal): AsyncIterable<StoreEvent>;

  /** Forgets the history up to and including `revision`; current states stay. A revision that is not reached yet rejects with `future`. */
  compact(revision: number, signal?: AbortSignal): Promise<void>;

  /** Ends all iterations, lets writes under way finish, and releases what the store holds. Calls afterwards reject with `closed`. */
  close(): Promise<void>;
}
