import type { StoreEntry } from '../../storage/store-entry.ts';

// In the order in which objects are written, nothing that comes before their own uid has one.
const UID = /"uid":"([^"]*)"/;

/** Whether two states of a key are of one object: one that was deleted and created again has another uid. */
export function isSameObject(before: StoreEntry, after: StoreEntry): boolean {
  return uidOf(before) === uidOf(after);
}

function uidOf({ value }: StoreEntry): string | undefined {
  return UID.exec(value.join(','))?.[1];
}
