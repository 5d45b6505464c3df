import type { StoreEntry } from './store-entry.ts';

/** A write that happened. `previous` is the state it replaced: undefined where it created the key. */
export type StoreEvent =
  | { readonly type: 'put'; readonly entry: StoreEntry; readonly previous: StoreEntry | undefined }
  | { readonly type: 'delete'; readonly key: string; readonly revision: number; readonly previous: StoreEntry };
