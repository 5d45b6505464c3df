import type { KeyRange } from './store.ts';
import type { StoredValue } from './store-entry.ts';

/** A key with its newest value, as it is kept outside of a running server. */
export interface StoredRecord {
  readonly key: string;
  readonly value: StoredValue;
  /** The revision that wrote the value. */
  readonly revision: number;
  /** When the key goes by itself, in seconds since 1970; undefined where it stays. */
  readonly expiresAt: number | undefined;
}

/** All that a store keeps, as it stood at one moment; the past apart. */
export interface StoredContents {
  /** The revision of the newest write, of whatever key. */
  readonly revision: number;
  /** How many records there are; undefined where that is not known beforehand. */
  readonly count: number | undefined;
  /** The records in the order of their keys; to be read once. */
  records(): Iterable<StoredRecord> | AsyncIterable<StoredRecord>;
  /** Lets go of what is held for reading. */
  close(): Promise<void>;
}

/** The same, as far as it is on disk and can be read in any order, and more than once. */
export interface DiskContents extends StoredContents {
  readonly count: number;
  /** The records of a range, or all of them. */
  records(range?: KeyRange): Iterable<StoredRecord>;
}

/** Told now and then how much of long work is done. */
export type Report = (done: number, total: number | undefined) => void;
