import type { ApiObject } from '../apimachinery/api-object.ts';
import { createUnlessThere } from './create.ts';
import type { RequestContext } from './definition/request-context.ts';
import { keyInMessages, keyOf } from './definition/resource-definition.ts';
import { checkUid } from './preconditions.ts';
import type { ResourceContext } from './resource-context.ts';
import type { Written } from './stored-object.ts';
import { type Update, updateIfThere } from './update.ts';

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
    update: () => updateIfThere(resource, update, context),
    create: () => create(resource, update, context),
  });
}

/**
 * Updates an object, or creates it where there is none. Goes from one to the other where somebody else creates or removes it
 * meanwhile.
 */
export async function updatedOrCreated(write: {
  /** Resolves to undefined where there is nothing to be updated. */
  readonly update: () => Promise<Written | undefined>;
  /** Resolves to undefined where there is something. */
  readonly create: () => Promise<Written | undefined>;
}): Promise<UpdatedOrCreated> {
  for (;;) {
    const updated = await write.update();
    if (updated !== undefined) return { ...updated, created: false };
    const created = await write.create();
    if (created !== undefined) return { ...created, created: true };
  }
}

async function create<T extends ApiObject>(
  resource: ResourceContext<T>,
  { name, uid, change, dryRun }: Replacement<T>,
  context: RequestContext,
): Promise<Written | undefined> {
  const object = change();
  const { definition } = resource;
  const key = keyOf(definition, context.namespace, name);
  checkUid(definition, uid, definition.codec.empty(), object.metadata.name ?? '', keyInMessages(key, dryRun));
  return createUnlessThere(resource, object, context, { dryRun, isUpdate: true });
}
