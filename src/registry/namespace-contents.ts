import type { Store, WriteResult } from '../storage/store.ts';
import { afterPrefix } from './list.ts';
import { storeFailed } from './store-errors.ts';

/** Deletes every object of the given kinds in a namespace. Objects that others delete or change meanwhile are met as they are. */
export async function deleteNamespaceContents(
  store: Store,
  keyPrefixes: readonly string[],
  namespace: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const keyPrefix of keyPrefixes) {
    const prefix = `${keyPrefix}${namespace}/`;
    const { entries } = await store
      .list({ from: prefix, to: afterPrefix(prefix) }, undefined, signal)
      .catch(storeFailed);
    for (const entry of entries) {
      let revision: number | undefined = entry.revision;
      while (revision !== undefined) {
        const deleted: WriteResult = await store.delete(entry.key, revision, signal).catch(storeFailed);
        revision = deleted.ok ? undefined : deleted.current?.revision;
      }
    }
  }
}
