import type { DeleteOptions } from '../../schemas/meta/v1/delete-options.ts';
import type { ApiObject } from '../apimachinery/api-object.ts';
import { append } from '../apimachinery/append.ts';
import type { RequestContext } from './definition/request-context.ts';
import { deleteListed } from './delete.ts';
import { ignoreNotFound } from './ignore-not-found.ts';
import { type ListOptions, listObjects, type ObjectList } from './list.ts';
import type { ResourceContext } from './resource-context.ts';

/** A list as it was before its objects were deleted. */
export interface DeletedList extends ObjectList {
  /** What the client should be told beside it: texts for Warning headers. */
  readonly warnings: readonly string[];
}

/**
 * Deletes the objects of a list, one after another as `deleteListed` does, and resolves to the list as it was before. Objects
 * that go meanwhile by themselves are no failure. The first deletion that fails ends it, and what is deleted stays so.
 * @throws StatusError what listing and deleting throw.
 */
export async function deleteCollection<T extends ApiObject>(
  resource: ResourceContext<T>,
  context: RequestContext,
  listOptions: ListOptions,
  options: DeleteOptions,
): Promise<DeletedList> {
  const { definition, cache } = resource;
  const { keyPrefix, strategy } = definition;
  const warnings: string[] = [];
  const list = await listObjects(resource, context, listOptions);
  for (const { key } of list.entries) {
    const path = key.slice(keyPrefix.length);
    const slash = strategy.namespaced ? path.indexOf('/') : -1;
    const namespace = strategy.namespaced ? path.slice(0, slash) : undefined;
    const item = path.slice(slash + 1);
    const deleted = await deleteListed(resource, item, { ...context, namespace }, options).catch(ignoreNotFound);
    if (deleted?.warnings !== undefined) append(warnings, deleted.warnings);
    const pause = cache.turns.pause();
    if (pause !== undefined) await pause;
  }
  return { ...list, warnings };
}
