import type { DeleteOptions } from '../../schemas/meta/v1/delete-options.ts';
import { admit } from '../admission/admission.ts';
import { failedPrecondition, notFound } from '../apimachinery/status-error.ts';
import type { StoreEntry } from '../storage/store-entry.ts';
import { beginDeletion } from './begin-deletion.ts';
import type { ApiObject } from './object-codec.ts';
import type { Registry, RequestContext, StoredObject } from './registry.ts';
import { keyOf, type ResourceDefinition } from './resource-definition.ts';
import { sameValue } from './same-value.ts';
import { storeFailed } from './store-errors.ts';

/** The outcome of a deletion. */
export interface Deleted extends StoredObject {
  /** Whether the object is gone; otherwise it waits for its grace period or its finalizers. */
  readonly removed: boolean;
}

/**
 * Deletes an object and resolves to its last state. Where it is given time to end or has finalizers, it is only marked as
 * deleted, and goes when its grace period is cut to 0 and the last finalizer is taken away.
 * @throws StatusError 404 missing, 409 a precondition does not hold, 403 the object may not be deleted.
 */
export async function deleteObject<T extends ApiObject>(
  registry: Registry<T>,
  name: string,
  context: RequestContext,
  options: DeleteOptions,
): Promise<Deleted> {
  const { definition, store, admission, sources } = registry;
  const { codec, deletion } = definition;
  const { namespace, signal } = context;
  const key = keyOf(definition, namespace, name);
  await admit(admission, { operation: 'DELETE', resource: definition, subresource: '', namespace, name, signal });
  let { preconditions } = options;
  let marked: Deleted | undefined;
  let entry = await store.get(key, signal).catch(storeFailed);
  while (entry !== undefined) {
    checkPreconditions(definition, entry, preconditions);
    const object = codec.copy(entry.value, entry.revision);
    const step = beginDeletion(deletion, object, options, sources.now());
    if (step === 'nothing') return { value: entry.value, revision: entry.revision, removed: false };
    const value = codec.encode(object);
    let { revision } = entry;
    if (options.dryRun !== undefined && options.dryRun.length > 0)
      return { value, revision, removed: step === 'remove' };
    // Written before it is removed, so that watchers see why.
    if (!sameValue(value, entry.value)) {
      const written = await store.put(key, value, revision, signal).catch(storeFailed);
      if (!written.ok) {
        entry = written.current;
        continue;
      }
      revision = written.revision;
      if (preconditions?.resourceVersion !== undefined) {
        preconditions = { ...preconditions, resourceVersion: String(revision) };
      }
    }
    marked = { value, revision, removed: false };
    if (step === 'keep') return marked;
    const deleted = await store.delete(key, revision, signal).catch(storeFailed);
    if (deleted.ok) {
      await registry.afterDelete?.(name, signal);
      return { value, revision: deleted.revision, removed: true };
    }
    entry = deleted.current;
  }
  // Someone else removed what was marked here: as wanted.
  if (marked !== undefined) return { ...marked, removed: true };
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
