import { openMemoryStore } from './memory/memory-store.ts';
import type { Store, StoreOptions } from './store.ts';
import type { DiskContents, StoredContents } from './stored-contents.ts';

/** Which store to open, as `--store` names it. */
export type StoreSpec =
  | { readonly kind: 'memory' }
  | {
      readonly kind: 'lmdb';
      /** Where everything is kept; made where it is not there. */
      readonly directory: string;
    };

/** A store that is in a directory. */
export type DiskStoreSpec = Extract<StoreSpec, { readonly directory: string }>;

/** What `--store` says, or a sentence that says what is wrong with it. */
export type StoreSpecResult =
  | { readonly ok: true; readonly spec: StoreSpec }
  | { readonly ok: false; readonly error: string };

const BUILT = 'use "memory" or "lmdb:DIR"';

/** The forms of `--store` that the product defines and this version cannot open. */
const notBuilt: ReadonlyMap<string, string> = new Map([['etcd', 'etcd:URL[,URL...]']]);

/** Reads the value of `--store`. */
export function parseStoreSpec(text: string): StoreSpecResult {
  if (text === 'memory') return { ok: true, spec: { kind: 'memory' } };
  const [kind = ''] = text.split(':', 1);
  if (kind === 'memory') return { ok: false, error: 'the memory store takes no argument: use "memory"' };
  if (kind === 'lmdb') {
    const directory = text.slice('lmdb:'.length);
    return directory === '' || directory.includes('\0')
      ? { ok: false, error: 'the lmdb store needs a directory: use "lmdb:DIR"' }
      : { ok: true, spec: { kind: 'lmdb', directory } };
  }
  const form = notBuilt.get(kind);
  if (form !== undefined) {
    return { ok: false, error: `the ${kind} store (${form}) is not built into this version: ${BUILT}` };
  }
  return { ok: false, error: `unknown store ${JSON.stringify(text)}: ${BUILT}` };
}

/**
 * Opens the store that a spec names; the caller closes it. What a store is built on is loaded only where it is asked for. Rejects with
 * StoreError `unavailable` where it cannot be opened.
 */
export async function openStore(spec: StoreSpec, options: StoreOptions): Promise<Store> {
  switch (spec.kind) {
    case 'memory':
      return openMemoryStore(options);
    case 'lmdb': {
      const { openLmdbStore } = await import('./lmdb/open-lmdb-store.ts');
      return openLmdbStore(spec.directory, options);
    }
  }
}

/**
 * Opens what a store on disk keeps, as it stands now, also while a server has it open; the caller closes it. Rejects with StoreError
 * `unavailable` where there is nothing of a store, or it cannot be read.
 */
export async function readStore({ directory }: DiskStoreSpec): Promise<DiskContents> {
  const { readLmdbDirectory } = await import('./lmdb/read-directory.ts');
  return readLmdbDirectory(directory);
}

/**
 * Makes a store on disk of contents, whose versions go on above `revision`; there must be nothing yet where it is to be. Resolves to how
 * many keys it has. Where that fails nothing is left with which a server would start. Rejects with StoreError.
 */
export async function restoreStore(
  { directory }: DiskStoreSpec,
  contents: StoredContents,
  revision: number,
): Promise<number> {
  const { restoreLmdbDirectory } = await import('./lmdb/restore-directory.ts');
  return restoreLmdbDirectory(directory, contents, revision);
}

/** Whether a store answers values in the segments in which they were put, and not each as one text. */
export function keepsSegments(spec: StoreSpec): boolean {
  return spec.kind === 'memory';
}
