import type { DeleteOptions } from '../../schemas/meta/v1/delete-options.ts';
import type { Admission } from '../admission/admission-chain.ts';
import type { ApiObject } from '../apimachinery/api-object.ts';
import { forbidden, notFound } from '../apimachinery/status-error.ts';
import type { StoredValue, StoreEntry } from '../storage/store-entry.ts';
import { beginAdmission } from './begin-admission.ts';
import { beginDeletion, type DeletionStep } from './begin-deletion.ts';
import { givenBack } from './definition/given-back.ts';
import type { RequestContext } from './definition/request-context.ts';
import { keyOf } from './definition/resource-definition.ts';
import { type Attempt, guaranteedUpdate } from './guaranteed-update.ts';
import { checkPreconditions } from './preconditions.ts';
import type { ResourceContext } from './resource-context.ts';
import { fieldsOf } from './stored-form/layout.ts';
import { sameValue } from './stored-form/same-value.ts';
import type { StoredObject } from './stored-object.ts';

/** The outcome of a deletion. */
export interface Deleted extends StoredObject {
  /** Whether the object is gone; otherwise it waits for its grace period or its finalizers. */
  readonly removed: boolean;
  /** What the client should be told beside it: texts for Warning headers. */
  readonly warnings?: readonly string[];
}

/**
 * Deletes an object by its name and resolves to its last state. Where it is given time to end or has finalizers, it is only
 * marked as deleted, and goes when its grace period is cut to 0 and the last finalizer is taken away.
 * @throws StatusError 404 missing, 409 a precondition does not hold, 403 the object may not be deleted, and what admission refuses.
 */
export async function deleteObject<T extends ApiObject>(
  resource: ResourceContext<T>,
  name: string,
  context: RequestContext,
  options: DeleteOptions,
): Promise<Deleted> {
  const { definition } = resource;
  const refusal = definition.deletion.refusal?.(name);
  if (refusal !== undefined) throw forbidden(definition, name, refusal);
  return admitted(resource, name, name, context, options);
}

/** Deletes an object of a list likewise; names that the kind keeps from being deleted are of no account there. */
export function deleteListed<T extends ApiObject>(
  resource: ResourceContext<T>,
  name: string,
  context: RequestContext,
  options: DeleteOptions,
): Promise<Deleted> {
  return admitted(resource, name, '', context, options);
}

/** Deletes an object that the request calls `requested`, as admission sees it: a collection's request names none. */
function admitted<T extends ApiObject>(
  resource: ResourceContext<T>,
  name: string,
  requested: string,
  context: RequestContext,
  options: DeleteOptions,
): Promise<Deleted> {
  const write = { name: requested, subresource: '', dryRun: isDryRun(options) };
  const admission = beginAdmission(resource, 'DELETE', write, context, options);
  const deleted = remove(resource, name, context, options, admission);
  if (admission === undefined) return deleted;
  return admission.telling(deleted).then((gone) => ({ ...gone, warnings: admission.tell([]) }));
}

function isDryRun({ dryRun = [] }: DeleteOptions): boolean {
  return dryRun.length > 0;
}

async function remove<T extends ApiObject>(
  resource: ResourceContext<T>,
  name: string,
  context: RequestContext,
  options: DeleteOptions,
  admission: Admission | undefined,
): Promise<Deleted> {
  const { definition, store, putOptions } = resource;
  const { namespace, signal } = context;
  const key = keyOf(definition, namespace, name);
  let asked = options;
  /** What was given time to end when someone else changed it, and then was gone. */
  let found: Deleted | undefined;
  const attempt = async (entry: StoreEntry): Promise<Attempt<Deleted>> => {
    const { old, step, value } = candidate(resource, entry, asked);
    let { revision } = entry;
    if (step === 'nothing') return { outcome: { value, revision, removed: false }, wrote: false };
    if (admission !== undefined) await admission.admitAndValidate(undefined, old);
    if (isDryRun(options)) {
      return { outcome: { value, revision, removed: step === 'remove' }, wrote: false };
    }
    // What is given time to end is written before it is removed, so that watchers see why.
    const isWritten = step === 'keep' || definition.deletion.gracePeriod !== undefined;
    const marks = isWritten && !sameValue(value, entry.value);
    if (marks) {
      const written = await store.put(key, value, revision, putOptions, signal);
      if (!written.ok) return written;
      revision = written.revision;
      if (asked.preconditions?.resourceVersion !== undefined) {
        asked = { ...asked, preconditions: { ...asked.preconditions, resourceVersion: String(revision) } };
      }
    }
    const last = { value, revision, removed: false };
    if (step === 'keep') return { outcome: last, wrote: marks };
    // What cannot be decoded is not removed: nobody could say what it had.
    const gone = resource.allocator && definition.codec.copy(entry.value, entry.revision);
    const deleted = await store.delete(key, revision, signal);
    if (deleted.ok) {
      resource.decoded.delete(key);
      if (gone !== undefined) await givenBack(resource.allocator?.release(gone), signal);
      return { outcome: { value, revision: deleted.revision, removed: true }, wrote: true };
    }
    if (!isWritten) return deleted;
    // Someone else removed what was given time to end: as wanted.
    if (deleted.current === undefined) return { outcome: { ...last, removed: true }, wrote: marks };
    found = last;
    return deleted;
  };
  const deleted = await guaranteedUpdate(resource, key, { signal, attempt });
  if (deleted !== undefined) return deleted;
  if (found !== undefined) return { ...found, removed: true };
  throw notFound(definition, name);
}

/** What is to be done with an entry, and the form in which its deletion leaves it. Only its metadata is decoded and written. */
function candidate<T extends ApiObject>(
  { definition, sources }: ResourceContext<T>,
  entry: StoreEntry,
  options: DeleteOptions,
): { old: T; step: DeletionStep; value: StoredValue } {
  const { codec, deletion, schema } = definition;
  const old = codec.open(entry.value, entry.revision);
  checkPreconditions(definition, old, entry.revision, options.preconditions);
  const { changes = [] } = deletion;
  const next = Object.fromEntries(['metadata', ...changes].map((field) => [field, { ...old[field as 'metadata'] }]));
  const kept = fieldsOf(schema).filter((field) => !changes.includes(field));
  // It has all that the type asks for once what is kept is taken from the stored object.
  const object = codec.keep(next as unknown as T, kept, old);
  const step = beginDeletion(deletion, object, options, sources.now());
  if (step === 'nothing') return { old, step, value: entry.value };
  return { old, step, value: codec.encode(object, { old, from: entry.value, kept, canonical: false }) };
}
