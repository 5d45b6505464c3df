import { setImmediate } from 'node:timers/promises';
import type { DeleteOptions } from '../../schemas/meta/v1/delete-options.ts';
import { deleteObject } from './delete.ts';
import { ignoreNotFound } from './ignore-not-found.ts';
import { type ListOptions, listObjects, type ObjectList } from './list.ts';
import type { ApiObject } from './object-codec.ts';
import type { Registry, RequestContext } from './registry.ts';

// A deletion takes up to 100 microseconds in a store that never waits: others wait for 2 ms at most.
const DELETED_AT_ONCE = 16;

/**
 * Deletes the objects of a list, one after another as `deleteObject` does, and resolves to the list as it was before. Objects
 * that go meanwhile by themselves are no failure. The first deletion that fails ends it, and what is deleted stays so.
 * @throws StatusError what listing and deleting throw.
 */
export async function deleteCollection<T extends ApiObject>(
  registry: Registry<T>,
  context: RequestContext,
  listOptions: ListOptions,
  options: DeleteOptions,
): Promise<ObjectList> {
  const { keyPrefix, strategy } = registry.definition;
  const list = await listObjects(registry, context, listOptions);
  for (const [position, { key }] of list.entries.entries()) {
    const path = key.slice(keyPrefix.length);
    const slash = strategy.namespaced ? path.indexOf('/') : -1;
    const namespace = strategy.namespaced ? path.slice(0, slash) : undefined;
    await deleteObject(registry, path.slice(slash + 1), { ...context, namespace }, options).catch(ignoreNotFound);
    if (position % DELETED_AT_ONCE === DELETED_AT_ONCE - 1) await setImmediate();
  }
  return list;
}
