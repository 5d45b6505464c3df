import { textLength } from './segments.ts';
import type { StoredValue } from './store-entry.ts';
import { StoreError } from './store-error.ts';

// What etcd's clients send at most, whatever the server would take.
const MAX_SENT_BYTES = 2 * 1024 * 1024;

/**
 * Refuses a write that is larger than `limit` bytes, key and text together, in the words in which etcd and its clients do.
 * For stores that know no limit of their own.
 * @throws StoreError `too-large`
 */
export function checkRequestSize(key: string, value: StoredValue, limit: number): void {
  // A character takes three bytes at most.
  if ((key.length + textLength(value)) * 3 <= limit) return;
  let bytes = Buffer.byteLength(key);
  for (const segment of value) bytes += Buffer.byteLength(segment);
  if (bytes <= limit) return;
  throw new StoreError(
    'too-large',
    bytes > MAX_SENT_BYTES
      ? `rpc error: code = ResourceExhausted desc = trying to send message larger than max (${bytes} vs. ${MAX_SENT_BYTES})`
      : 'etcdserver: request is too large',
  );
}
