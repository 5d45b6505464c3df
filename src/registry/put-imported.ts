import type { ApiObject } from '../apimachinery/api-object.ts';
import { invalid } from '../apimachinery/field-error.ts';
import { FieldPath } from '../apimachinery/field-path.ts';
import { invalidObject } from '../apimachinery/status-error.ts';
import { ABSENT, type WriteResult } from '../storage/store.ts';
import type { StoredValue, StoreEntry } from '../storage/store-entry.ts';
import { allocated } from './allocated.ts';
import type { Allocation } from './definition/allocation.ts';
import type { ResourceContext } from './resource-context.ts';
import { UndecodableError } from './stored-form/undecodable.ts';

/** What became of an object that was imported. */
export type Imported = 'created' | 'replaced' | 'unchanged';

/** Why an object is refused that lacks what each has that was in a store. */
export const GIVEN_BEFORE = 'what is imported was in a store before; use kubectl apply for what was not';

/** An object that is imported, and its value. */
export interface Importing {
  readonly value: StoredValue;
  readonly object: ApiObject;
}

/**
 * Puts an object under its key as it is; what has the key is replaced. That is deleted first where it is another object, or where the
 * server gives out something for objects of the kind: of what it has, the new one may have something, too. Where the new one is
 * refused then, the one that was there is put back.
 * @throws StatusError 422 where it cannot have what it says that a server gave it; StoreError
 */
export async function putImported(
  resource: ResourceContext<ApiObject>,
  key: string,
  { value, object }: Importing,
  signal: AbortSignal,
): Promise<Imported> {
  const { store, definition, allocator } = resource;
  const text = value.join('');
  let outcome: Imported = 'created';
  let found = await store.get(key, signal);
  let removed: StoreEntry | undefined;
  for (;;) {
    if (found !== undefined && found.value.join('') === text) return 'unchanged';
    if (found !== undefined) outcome = 'replaced';
    if (found !== undefined && (allocator !== undefined || uidOf(resource, found) !== object.metadata.uid)) {
      const gone = await store.delete(key, found.revision, signal);
      if (gone.ok) removed = found;
      if (gone.ok && allocator !== undefined)
        await allocator.release(definition.codec.copy(found.value, found.revision));
      found = gone.ok ? undefined : gone.current;
      continue;
    }
    const written = await write(resource, key, { value, object }, found, signal).catch(async (error: unknown) => {
      if (removed !== undefined) await putBack(resource, key, removed);
      throw error;
    });
    if (written.ok) return outcome;
    found = written.current;
  }
}

/** Writes an object in place of what was found, with what the server gave it. */
async function write(
  resource: ResourceContext<ApiObject>,
  key: string,
  { value, object }: Importing,
  found: StoreEntry | undefined,
  signal: AbortSignal | undefined,
): Promise<WriteResult> {
  const { store, putOptions, allocator } = resource;
  const put = () => store.put(key, value, found?.revision ?? ABSENT, putOptions, signal);
  if (allocator === undefined) return put();
  return allocated(await allocation(resource, object, signal), put, ({ ok }) => ok, signal);
}

/** Puts back what was deleted, unless there is something else by now. Where that fails, too, why the import did is what is told. */
async function putBack(
  resource: ResourceContext<ApiObject>,
  key: string,
  { value, revision }: StoreEntry,
): Promise<void> {
  try {
    const object = resource.definition.codec.copy(value, revision);
    // Also where the request is over by now.
    await write(resource, key, { value, object }, undefined, undefined);
  } catch {}
}

/** The uid of an object that is there; undefined where it does not decode. */
function uidOf({ definition: { codec } }: ResourceContext<ApiObject>, { value, revision }: StoreEntry) {
  try {
    return codec.open(value, revision).metadata.uid;
  } catch (error) {
    if (error instanceof UndecodableError) return undefined;
    throw error;
  }
}

/** Takes what an object says that a server gave it. @throws StatusError 422 where it cannot have that, or has not been given it */
async function allocation(
  { allocator, definition }: ResourceContext<ApiObject>,
  object: ApiObject,
  signal: AbortSignal | undefined,
): Promise<Allocation> {
  if (allocator === undefined) throw new Error(`${definition.resource} are given nothing`);
  const before = JSON.stringify(object);
  const taken = await allocator.allocate(object, undefined, { dryRun: false, signal });
  if (JSON.stringify(object) === before) return taken;
  await taken.undo();
  const { field } = allocator;
  const error = invalid(FieldPath.of(field), null, `it lacks what a server has given it: ${GIVEN_BEFORE}`);
  throw invalidObject(definition.groupKind, object.metadata.name ?? '', [error]);
}
