import { rangeAfter } from './key-range.ts';
import type { KeyRange, Store } from './store.ts';
import type { StoreEntry } from './store-entry.ts';

// As many as kube-apiserver's watch cache asks etcd for at once.
const PAGE = 10_000;

/** All entries of a range, and the revision at which they stood. */
export interface WholeList {
  readonly entries: readonly StoreEntry[];
  readonly revision: number;
}

/**
 * Reads a range that may be large in pages, all of one revision: `at`, or the newest when the reading begins. Rejects with StoreError,
 * with `compacted` also where that revision is forgotten meanwhile.
 */
export async function listPages(
  store: Pick<Store, 'list'>,
  range: KeyRange,
  at?: number,
  signal?: AbortSignal,
): Promise<WholeList> {
  let { entries, revision, more } = await store.list(range, { at, limit: PAGE }, signal);
  if (!more) return { entries, revision };
  const all = [...entries];
  while (more) {
    const last = all.at(-1)?.key ?? range.from;
    ({ entries, revision, more } = await store.list(rangeAfter(range, last), { at: revision, limit: PAGE }, signal));
    for (const entry of entries) all.push(entry);
  }
  return { entries: all, revision };
}
