import type { StoreEntry } from './store-entry.ts';

/** A write that happened. `previous` is the state it replaced: undefined where it created the key. */
export type StoreEvent =
  | { readonly type: 'put'; readonly entry: StoreEntry; readonly previous: StoreEntry | undefined }
  | { readonly type: 'delete'; readonly key: string; readonly revision: number; readonly previous: StoreEntry };

/** The revision that an event stands for. */
export function revisionOf(event: StoreEvent): number {
  return event.type === 'put' ? event.entry.revision : event.revision;
}

/** The key that an event is about. */
export function keyOfEvent(event: StoreEvent): string {
  return event.type === 'put' ? event.entry.key : event.key;
}
