import type { DeleteOptions } from '../../schemas/meta/v1/delete-options.ts';
import { admit } from '../admission/admission.ts';
import { failedPrecondition, notFound } from '../apimachinery/status-error.ts';
import type { StoredValue, StoreEntry } from '../storage/store-entry.ts';
import type { ApiObject } from './object-codec.ts';
import { type Registry, type RequestContext, type StoredObject, timestamp } from './registry.ts';
import { keyOf, type ResourceDefinition } from './resource-definition.ts';
import { storeFailed } from './store-errors.ts';

/**
 * Deletes an object at once and resolves to its last state, marked as deleted.
 * @throws StatusError 404 missing, 409 a precondition does not hold, 403 the object may not be deleted.
 */
export async function deleteObject<T extends ApiObject>(
  registry: Registry<T>,
  name: string,
  context: RequestContext,
  { preconditions, dryRun }: Pick<DeleteOptions, 'preconditions' | 'dryRun'>,
): Promise<StoredObject> {
  const { definition, store, admission } = registry;
  const { namespace, signal } = context;
  const key = keyOf(definition, namespace, name);
  await admit(admission, { operation: 'DELETE', resource: definition, subresource: '', namespace, name, signal });
  let entry = await store.get(key, signal).catch(storeFailed);
  while (entry !== undefined) {
    checkPreconditions(definition, entry, preconditions);
    if (dryRun !== undefined && dryRun.length > 0) return { value: marked(registry, entry), revision: entry.revision };
    const deleted = await store.delete(key, entry.revision, signal).catch(storeFailed);
    if (deleted.ok) {
      await registry.afterDelete?.(name, signal);
      return { value: marked(registry, entry), revision: deleted.revision };
    }
    entry = deleted.current;
  }
  throw notFound(definition, name);
}

function checkPreconditions<T extends ApiObject>(
  { codec, groupKind }: ResourceDefinition<T>,
  { value, revision }: StoreEntry,
  preconditions: DeleteOptions['preconditions'],
): void {
  if (preconditions === undefined) return;
  const { uid, name = '' } = codec.open(value, revision).metadata;
  if (preconditions.uid !== undefined && preconditions.uid !== uid) {
    throw failedPrecondition(
      groupKind,
      name,
      `the UID in the precondition (${preconditions.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    );
  }
  if (preconditions.resourceVersion !== undefined && preconditions.resourceVersion !== String(revision)) {
    throw failedPrecondition(
      groupKind,
      name,
      `the ResourceVersion in the precondition (${preconditions.resourceVersion}) does not match the ResourceVersion in record (${revision}). The object might have been modified`,
    );
  }
}

/** The object as its deletion leaves it: with the moment, and the generation that a deletion makes. */
function marked<T extends ApiObject>(
  { definition, sources }: Registry<T>,
  { value, revision }: StoreEntry,
): StoredValue {
  const { codec, prepareForDelete } = definition;
  const object = codec.copy(value, revision);
  const { metadata } = object;
  metadata.deletionTimestamp = timestamp(sources.now());
  if (metadata.generation !== undefined) metadata.generation = Number(metadata.generation) + 1;
  prepareForDelete(object);
  return codec.encode(object);
}
