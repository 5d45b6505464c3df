import type { ApiObject } from '../apimachinery/api-object.ts';
import { isReason } from '../apimachinery/status-error.ts';
import { createObject } from './create.ts';
import type { RequestContext } from './definition/request-context.ts';
import { keyInMessages, keyOf } from './definition/resource-definition.ts';
import type { ResourceContext } from './resource-context.ts';
import { storeFailed } from './store-errors.ts';
import type { Written } from './stored-object.ts';
import { checkUid, type Update, updateObject } from './update.ts';

/** The outcome of a write that makes the object where there is none. */
export interface UpdatedOrCreated extends Written {
  readonly created: boolean;
}

/** A replacement of an object as a whole: what is made does not depend on what is there. */
export interface Replacement<T extends ApiObject> extends Update<T> {
  readonly change: () => T;
}

/**
 * Replaces an object, or creates it where there is none: for kinds whose strategy allows that. Goes from one to the other where
 * somebody else creates or removes the object meanwhile. The version that the object names counts only where there is one.
 * @throws StatusError 404 namespace missing, 409 another uid or version, 422 invalid.
 */
export async function updateOrCreateObject<T extends ApiObject>(
  resource: ResourceContext<T>,
  update: Replacement<T>,
  context: RequestContext,
): Promise<UpdatedOrCreated> {
  const { definition, store } = resource;
  const key = keyOf(definition, context.namespace, update.name);
  for (;;) {
    const exists = (await store.get(key, context.signal).catch(storeFailed)) !== undefined;
    try {
      const written = await (exists ? updateObject(resource, update, context) : create(resource, update, context, key));
      return { ...written, created: !exists };
    } catch (error) {
      if (!isReason(error, exists ? 'NotFound' : 'AlreadyExists')) throw error;
    }
  }
}

async function create<T extends ApiObject>(
  resource: ResourceContext<T>,
  { uid, change, dryRun }: Replacement<T>,
  context: RequestContext,
  key: string,
): Promise<Written> {
  const object = change();
  const { definition } = resource;
  checkUid(definition, uid, definition.codec.empty(), object.metadata.name ?? '', keyInMessages(key, dryRun));
  return createObject(resource, object, context, { dryRun, isUpdate: true });
}
