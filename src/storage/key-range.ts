import type { KeyRange } from './store.ts';

/** The keys that begin with a prefix that ends in a slash. */
export function rangeWithin(prefix: string): KeyRange {
  // No such key goes on with the character that follows the slash.
  return { from: prefix, to: `${prefix.slice(0, -1)}0` };
}
