import type { StoredValue, StoreEntry } from './store-entry.ts';

/**
 * `next`, with each segment that equals the one at the same place in `previous` replaced by that very string, so that
 * the text is in memory once however long both are kept. A status write often encodes metadata anew and to the same text.
 */
function shareSegments(previous: StoredValue, next: StoredValue): StoredValue {
  const shared: string[] = [];
  for (let index = 0; index < next.length; index++) {
    const segment = next[index] as string;
    const before = previous[index];
    shared.push(segment === before ? before : segment);
  }
  return shared;
}

/**
 * An entry as it is kept in place of another: with the key that is there, and the text that stays as it was, so that what the caller
 * brought of them need not stay in memory. As it is where there was none.
 */
export function replacing(previous: StoreEntry | undefined, { key, value, revision }: StoreEntry): StoreEntry {
  if (previous === undefined) return { key, value, revision };
  return { key: previous.key, value: shareSegments(previous.value, value), revision };
}

/** How long the text of a value is, in UTF-16 code units. */
export function textLength(value: StoredValue): number {
  let length = 0;
  for (const segment of value) length += segment.length;
  return length;
}

/**
 * The text of `previous` that only the history keeps in memory once `next` has replaced it (undefined: nothing has), in
 * UTF-16 code units, of which V8 keeps Latin-1 text in one byte each. `next` must come of {@link replacing}.
 */
export function releasedLength(previous: StoredValue, next: StoredValue | undefined): number {
  let length = 0;
  for (let index = 0; index < previous.length; index++) {
    const segment = previous[index] as string;
    if (next === undefined || segment !== next[index]) length += segment.length;
  }
  return length;
}
