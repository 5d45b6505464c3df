import { type DiskStoreSpec, parseStoreSpec } from '../storage/open-store.ts';
import { UsageError } from './command-context.ts';

/** The store on disk that `--store` names. @throws UsageError */
export function diskStore(text: string | undefined): DiskStoreSpec {
  if (text === undefined) throw new UsageError('store', 'name the store: lmdb:DIR');
  const parsed = parseStoreSpec(text);
  if (!parsed.ok) throw new UsageError('store', parsed.error);
  if (parsed.spec.kind === 'memory') {
    throw new UsageError(
      'store',
      `a store in memory is its server's alone: use "lmdb:DIR"; export and import reach it by --server`,
    );
  }
  return parsed.spec;
}
