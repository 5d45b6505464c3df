import type { ApiObject } from '../apimachinery/api-object.ts';
import { notFound } from '../apimachinery/status-error.ts';
import type { RequestContext } from './definition/request-context.ts';
import { keyOf } from './definition/resource-definition.ts';
import type { ResourceContext } from './resource-context.ts';
import { storeFailed } from './store-errors.ts';
import type { StoredObject } from './stored-object.ts';

/** The newest state of an object. @throws StatusError 404 where it does not exist. */
export async function getObject<T extends ApiObject>(
  { definition, store }: ResourceContext<T>,
  name: string,
  { namespace, signal }: RequestContext,
): Promise<StoredObject> {
  const entry = await store.get(keyOf(definition, namespace, name), signal).catch(storeFailed);
  if (entry === undefined) throw notFound(definition, name);
  return entry;
}

/** The newest state of an object, each field decoded when it is first read; undefined where it does not exist. */
export async function findObject<T extends ApiObject>(
  { definition, store }: Pick<ResourceContext<T>, 'definition' | 'store'>,
  name: string,
  { namespace, signal }: RequestContext,
): Promise<T | undefined> {
  const entry = await store.get(keyOf(definition, namespace, name), signal).catch(storeFailed);
  return entry && definition.codec.open(entry.value, entry.revision);
}
