import type { KeyRange } from '../store.ts';
import { StoreError } from '../store-error.ts';

// LMDB's longest key, in pages of 4 KiB.
const LMDB_KEY_BYTES = 1978;
// Less than that, so that what a key is compared with may be cut at LMDB's limit without any key that is kept equalling it.
const MAX_KEY_BYTES = 1900;

/**
 * Refuses a key that is longer than the database takes.
 * @throws StoreError `not-written`
 */
export function checkKey(key: string): void {
  if (key.length * 3 <= MAX_KEY_BYTES) return;
  const bytes = Buffer.byteLength(key);
  if (bytes <= MAX_KEY_BYTES) return;
  throw new StoreError('not-written', `the key has ${bytes} bytes, and the lmdb store takes ${MAX_KEY_BYTES} at most`);
}

/** The bytes that bound the keys of a range; no key that is kept lies between them and the range. */
export function rangeBytes({ from, to }: KeyRange): { readonly start: Buffer; readonly end: Buffer } {
  return { start: bound(from), end: bound(to) };
}

function bound(key: string): Buffer {
  return Buffer.from(key).subarray(0, LMDB_KEY_BYTES);
}
