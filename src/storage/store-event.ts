import type { StoreEntry } from './store-entry.ts';

/** What a store's feed tells: a write, or that it has come as far as a revision. */
export type StoreChange =
  | { readonly type: 'put'; readonly entry: StoreEntry; readonly more?: true }
  | {
      readonly type: 'delete';
      readonly key: string;
      readonly revision: number;
      /** Another write of the same revision follows: keys may expire together. Those who follow see all of them or none. */
      readonly more?: true;
    }
  /** Every write up to and including the revision has been told. */
  | { readonly type: 'progress'; readonly revision: number };

/** A write that happened, and the state it replaced, which whoever has followed a store knows: undefined where it created the key. */
export type StoreEvent =
  | { readonly type: 'put'; readonly entry: StoreEntry; readonly previous: StoreEntry | undefined }
  | { readonly type: 'delete'; readonly key: string; readonly revision: number; readonly previous: StoreEntry };

/** The revision that an event stands for. */
export function revisionOf(event: StoreChange | StoreEvent): number {
  return event.type === 'put' ? event.entry.revision : event.revision;
}

/** Whether another write of the same revision follows. */
export function hasMore(change: StoreChange): boolean {
  return change.type !== 'progress' && change.more === true;
}

/** The key that an event is about. */
export function keyOfEvent(event: StoreEvent): string {
  return event.type === 'put' ? event.entry.key : event.key;
}
