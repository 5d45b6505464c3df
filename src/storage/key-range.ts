import type { KeyRange } from './store.ts';

/** The keys that begin with a prefix that ends in a slash. */
export function rangeWithin(prefix: string): KeyRange {
  // No such key goes on with the character that follows the slash.
  return { from: prefix, to: `${prefix.slice(0, -1)}0` };
}

/** Whether a key lies in a range. */
export function isWithin({ from, to }: KeyRange, key: string): boolean {
  return key >= from && key < to;
}

/** The keys of a range that come after one of them. */
export function rangeAfter({ to }: KeyRange, key: string): KeyRange {
  return { from: `${key}\0`, to };
}
