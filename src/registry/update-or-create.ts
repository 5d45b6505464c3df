import type { ApiObject } from '../apimachinery/api-object.ts';
import { isReason } from '../apimachinery/status-error.ts';
import { createObject } from './create.ts';
import type { RequestContext } from './definition/request-context.ts';
import { keyInMessages, keyOf } from './definition/resource-definition.ts';
import { checkUid } from './preconditions.ts';
import type { ResourceContext } from './resource-context.ts';
import type { Written } from './stored-object.ts';
import { type Update, updateObject } from './update.ts';

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
  return updatedOrCreated({
    update: () => updateObject(resource, update, context),
    create: () => create(resource, update, context),
  });
}

/**
 * Updates an object, or creates it where there is none. Goes from one to the other where somebody else creates or removes it
 * meanwhile.
 */
export async function updatedOrCreated(write: {
  /** @throws StatusError NotFound where there is nothing to be updated. */
  readonly update: () => Promise<Written>;
  /** @throws StatusError AlreadyExists where there is something. */
  readonly create: () => Promise<Written>;
}): Promise<UpdatedOrCreated> {
  for (;;) {
    try {
      return { ...(await write.update()), created: false };
    } catch (error) {
      if (!isReason(error, 'NotFound')) throw error;
    }
    try {
      return { ...(await write.create()), created: true };
    } catch (error) {
      if (!isReason(error, 'AlreadyExists')) throw error;
    }
  }
}

async function create<T extends ApiObject>(
  resource: ResourceContext<T>,
  { name, uid, change, dryRun }: Replacement<T>,
  context: RequestContext,
): Promise<Written> {
  const object = change();
  const { definition } = resource;
  const key = keyOf(definition, context.namespace, name);
  checkUid(definition, uid, definition.codec.empty(), object.metadata.name ?? '', keyInMessages(key, dryRun));
  return createObject(resource, object, context, { dryRun, isUpdate: true });
}
