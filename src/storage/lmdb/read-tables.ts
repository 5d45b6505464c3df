import type { Transaction } from 'lmdb';
import type { KeyRange } from '../store.ts';
import type { StoreEntry } from '../store-entry.ts';
import type { StoreEvent } from '../store-event.ts';
import { decodeNumber, encodeNumber } from './encoding.ts';
import { rangeBytes } from './keys.ts';
import { COMPACTED, FORMAT, REVISION, type Tables } from './tables.ts';

/** When a key is to go, in seconds since 1970. */
export interface KeptExpiry {
  readonly key: string;
  readonly second: number;
}

/** All that a database keeps, in memory. */
export interface Kept {
  /** The newest state of each key. */
  readonly entries: ReadonlyMap<string, StoreEntry>;
  /** The writes that are remembered, oldest first. What they share with `entries` is in memory once. */
  readonly events: readonly StoreEvent[];
  readonly expiries: readonly KeptExpiry[];
  /** The revision of the newest write. */
  readonly revision: number;
  /** The revision up to which writes are forgotten. */
  readonly compacted: number;
}

/** Reads all of a database that nobody writes meanwhile. */
export function readAll(tables: Tables): Kept {
  const compacted = keptNumber(tables, COMPACTED) ?? 0;
  const entries = new Map<string, StoreEntry>();
  const events: StoreEvent[] = [];
  for (const { key: bytes, value: write } of tables.writes.getRange({})) {
    const revision = decodeNumber(bytes);
    const previous = entries.get(write.key);
    const key = previous?.key ?? write.key;
    if (write.value !== undefined) {
      const entry = { key, value: write.value, revision };
      entries.set(key, entry);
      if (revision > compacted) events.push({ type: 'put', entry, previous });
    } else if (previous !== undefined) {
      entries.delete(key);
      if (revision > compacted) events.push({ type: 'delete', key, revision, previous });
    }
  }
  return { entries, events, expiries: [...keptExpiries(tables)], revision: keptRevision(tables), compacted };
}

/** The form of what is kept; undefined where nothing is yet. */
export function keptFormat(tables: Tables): number | undefined {
  return keptNumber(tables, FORMAT);
}

/** The revision of the newest write. */
export function keptRevision(tables: Tables, transaction?: Transaction): number {
  return keptNumber(tables, REVISION, transaction) ?? 0;
}

/** The newest states of the keys of a range, in their order, as of a transaction. */
export function* keptEntries(
  { current, writes }: Tables,
  range: KeyRange,
  transaction: Transaction,
): Generator<StoreEntry> {
  for (const { value: bytes } of current.getRange({ ...rangeBytes(range), transaction })) {
    const revision = decodeNumber(bytes);
    const write = writes.get(encodeNumber(revision), { transaction });
    if (write?.value !== undefined) yield { key: write.key, value: write.value, revision };
  }
}

/** How many keys there are, as of a transaction. */
export function countEntries({ current }: Tables, transaction: Transaction): number {
  return current.getKeysCount({ transaction });
}

/** When keys are to go. */
export function* keptExpiries({ expiries }: Tables, transaction?: Transaction): Generator<KeptExpiry> {
  for (const { key, value } of expiries.getRange(transaction === undefined ? {} : { transaction })) {
    yield { key: key.toString(), second: decodeNumber(value) };
  }
}

function keptNumber({ meta }: Tables, key: Buffer, transaction?: Transaction): number | undefined {
  const bytes = meta.get(key, transaction === undefined ? {} : { transaction });
  return bytes && decodeNumber(bytes);
}
