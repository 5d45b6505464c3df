import { replacing } from '../storage/segments.ts';
import type { StoreEntry } from '../storage/store-entry.ts';
import type { StoreEvent } from '../storage/store-event.ts';

/**
 * The events that lead from one state to a later one, where the writes between them are not known: as if each key had been written
 * but once. Both states are in key order; `seen` is the revision of the earlier one.
 *
 * Whoever is told of them knows how far it has come by the last revision that it was told, and may go on from there at another server,
 * which knows the real writes. So first comes what is gone, at the revision that was seen: to be told twice that it is does no harm, to
 * miss it would. Then comes what is there, in the order in which it was written. A key whose object is another one, as
 * `isSameObject` tells, is gone and there.
 */
export function missedEvents(
  before: readonly StoreEntry[],
  after: readonly StoreEntry[],
  seen: number,
  isSameObject: (before: StoreEntry, after: StoreEntry) => boolean,
): StoreEvent[] {
  const gone: StoreEvent[] = [];
  const written: { readonly entry: StoreEntry; readonly previous: StoreEntry | undefined }[] = [];
  const known = new Map(before.map((entry) => [entry.key, entry] as const));
  const forget = (previous: StoreEntry): void => {
    gone.push({ type: 'delete', key: previous.key, revision: seen, previous });
  };
  for (const entry of after) {
    const previous = known.get(entry.key);
    known.delete(entry.key);
    if (previous?.revision === entry.revision) continue;
    if (previous !== undefined && isSameObject(previous, entry)) {
      written.push({ entry: replacing(previous, entry), previous });
      continue;
    }
    if (previous !== undefined) forget(previous);
    written.push({ entry, previous: undefined });
  }
  for (const previous of known.values()) forget(previous);
  written.sort((one, other) => one.entry.revision - other.entry.revision);
  return [...gone, ...written.map((put): StoreEvent => ({ type: 'put', ...put }))];
}
