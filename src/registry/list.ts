import type { StoreEntry } from '../storage/store-entry.ts';
import type { ApiObject } from './object-codec.ts';
import type { Registry, RequestContext } from './registry.ts';
import { storeFailed } from './store-errors.ts';

/** The objects of one namespace, or of all, in order of namespace and name; and the version of the list as a whole. */
export interface ObjectList {
  readonly entries: readonly StoreEntry[];
  readonly revision: number;
}

/** Which state a list shows: the newest, or that of one revision. */
export interface ListOptions {
  readonly exactly: number | undefined;
}

/** Lists objects. A namespace that does not exist has none. @throws StatusError 410 where the revision is no longer kept. */
export function listObjects<T extends ApiObject>(
  { definition, store }: Registry<T>,
  { namespace, signal }: RequestContext,
  { exactly }: ListOptions,
): Promise<ObjectList> {
  const prefix = namespace === undefined ? definition.keyPrefix : `${definition.keyPrefix}${namespace}/`;
  return store.list({ from: prefix, to: afterPrefix(prefix) }, exactly, signal).catch(storeFailed);
}

/** The first key after all that begin with a prefix that ends in a slash. */
export function afterPrefix(prefix: string): string {
  return `${prefix.slice(0, -1)}0`;
}
