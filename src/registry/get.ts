import type { ApiObject } from '../apimachinery/api-object.ts';
import { notFound } from '../apimachinery/status-error.ts';
import type { Reach } from '../watch/watch-cache.ts';
import type { ReadContext } from './definition/request-context.ts';
import { keyOf } from './definition/resource-definition.ts';
import type { ResourceContext } from './resource-context.ts';
import { storeFailed } from './store-errors.ts';
import type { StoredObject } from './stored-object.ts';

/**
 * The newest state of an object; or, as `reach` says, the one that the cache has seen.
 * @throws StatusError 404 where it does not exist.
 */
export async function getObject<T extends ApiObject>(
  { definition, store, cache }: ResourceContext<T>,
  name: string,
  { namespace, signal }: ReadContext,
  reach: Reach = 'fresh',
): Promise<StoredObject> {
  const key = keyOf(definition, namespace, name);
  const seen = reach === 'fresh' ? undefined : cache.entry(key);
  const entry = seen ?? (await store.get(key, signal).catch(storeFailed));
  if (entry === undefined) throw notFound(definition, name);
  return entry;
}

/** The newest state of an object, each field decoded when it is first read; undefined where it does not exist. */
export async function findObject<T extends ApiObject>(
  { definition, store }: Pick<ResourceContext<T>, 'definition' | 'store'>,
  name: string,
  { namespace, signal }: ReadContext,
): Promise<T | undefined> {
  const entry = await store.get(keyOf(definition, namespace, name), signal).catch(storeFailed);
  return entry && definition.codec.open(entry.value, entry.revision);
}

/**
 * What the cache has seen of an object; undefined where that is nothing. The store may have another state by now, or none: what is
 * refused or lost because of this one needs `findObject` first.
 */
export function seenObject<T extends ApiObject>(
  { definition, cache }: Pick<ResourceContext<T>, 'definition' | 'cache'>,
  name: string,
  namespace: string | undefined,
): T | undefined {
  const entry = cache.entry(keyOf(definition, namespace, name));
  return entry && definition.codec.open(entry.value, entry.revision);
}
