import { listPages, type WholeList } from '../storage/list-pages.ts';
import type { KeyRange, Store } from '../storage/store.ts';
import { StoreError } from '../storage/store-error.ts';
import { hasMore, revisionOf, type StoreChange } from '../storage/store-event.ts';

/** What somebody who follows a store begins with. */
export interface Beginning {
  readonly list: WholeList;
  /** What was written after that, up to the newest write when the reading began. */
  readonly since: readonly StoreChange[];
}

/**
 * Reads a range of a store from as early on as its past reaches back, so that those who have seen a part of it before can go on
 * where they were; of a store whose past begins with it, the newest state. Rejects with StoreError.
 */
export async function readBeginning(store: Store, range: KeyRange, signal: AbortSignal): Promise<Beginning> {
  const oldest = await store.oldestRevision?.(signal);
  const newest = oldest === undefined ? 0 : await store.currentRevision(signal);
  if (oldest === undefined || oldest >= newest) {
    return { list: await listPages(store, range, undefined, signal), since: [] };
  }
  try {
    const list = await listPages(store, range, oldest, signal);
    const since: StoreChange[] = [];
    for await (const change of store.changes(oldest, signal)) {
      since.push(change);
      if (revisionOf(change) >= newest && !hasMore(change)) break;
    }
    return { list, since };
  } catch (error) {
    if (!(error instanceof StoreError && error.code === 'compacted')) throw error;
    // Writes have pushed it out meanwhile.
    return { list: await listPages(store, range, undefined, signal), since: [] };
  }
}
