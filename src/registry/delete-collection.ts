import type { DeleteOptions } from '../../schemas/meta/v1/delete-options.ts';
import { isReason } from '../apimachinery/status-error.ts';
import { deleteObject } from './delete.ts';
import { type ListOptions, listObjects, type ObjectList } from './list.ts';
import type { ApiObject } from './object-codec.ts';
import type { Registry, RequestContext } from './registry.ts';

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
  const { definition, cache } = registry;
  const { keyPrefix, strategy } = definition;
  const list = await listObjects(registry, context, listOptions);
  for (const { key } of list.entries) {
    const path = key.slice(keyPrefix.length);
    const slash = strategy.namespaced ? path.indexOf('/') : -1;
    const namespace = strategy.namespaced ? path.slice(0, slash) : undefined;
    await deleteObject(registry, path.slice(slash + 1), { ...context, namespace }, options).catch(ignoreNotFound);
    const pause = cache.turns.pause();
    if (pause !== undefined) await pause;
  }
  return list;
}

function ignoreNotFound(error: unknown): void {
  if (!isReason(error, 'NotFound')) throw error;
}
