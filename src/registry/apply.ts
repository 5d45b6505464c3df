import type { ApiObject } from '../apimachinery/api-object.ts';
import { fieldManagerConflict } from '../apimachinery/fieldmanager/apply-conflict.ts';
import { checkConfiguration, decodeApplied, refuseUntyped } from '../apimachinery/fieldmanager/configuration.ts';
import { applyTo, type Writer } from '../apimachinery/fieldmanager/field-manager.ts';
import { withLastApplied } from '../apimachinery/fieldmanager/last-applied.ts';
import { compareOwners, type Owner } from '../apimachinery/fieldmanager/owner.ts';
import { type JsonObject, member } from '../apimachinery/patch/json-value.ts';
import { conflict } from '../apimachinery/status-error.ts';
import { timestamp } from '../apimachinery/timestamp.ts';
import { createUnlessThere } from './create.ts';
import type { RequestContext } from './definition/request-context.ts';
import type { UpdateStrategy } from './definition/strategy.ts';
import { ownershipOf } from './ownership.ts';
import type { ResourceContext } from './resource-context.ts';
import { Owned, type Update, updateIfThere, updateObject } from './update.ts';
import { type UpdatedOrCreated, updatedOrCreated } from './update-or-create.ts';

/** An apply of a configuration to an object or to one of its subresources. */
export interface Apply<T extends ApiObject> {
  readonly name: string;
  /** The subresource that is written, or ''. */
  readonly subresource: string;
  readonly strategy: UpdateStrategy<T>;
  /** What the client wants, as JSON; shared, not to be changed. */
  readonly configuration: JsonObject;
  /** Whether fields are taken from other managers. */
  readonly force: boolean;
  readonly dryRun: boolean;
  /** Completes the object that the configuration made, and holds it against the request. */
  readonly finish: (object: T) => void;
}

/** A request that applies: it says who does. */
export interface ApplyContext extends RequestContext {
  readonly manager: string;
}

/**
 * Applies a configuration (KEP-555): updates the object, or creates it where there is none and it is no subresource that is
 * applied to.
 * @throws StatusError 404 missing, 409 fields that others own, another uid or version, 422 invalid; what checkConfiguration
 *   and decodeApplied refuse.
 */
export async function applyObject<T extends ApiObject>(
  resource: ResourceContext<T>,
  apply: Apply<T>,
  context: ApplyContext,
): Promise<UpdatedOrCreated> {
  const { name, subresource, strategy, dryRun } = apply;
  const change = (old: T): Owned<T> => applied(resource, apply, old, resource.definition.codec.ownersOf(old), context);
  const update: Update<T> = { name, subresource, strategy, uid: undefined, change, dryRun };
  if (subresource !== '') return { ...(await updateObject(resource, update, context)), created: false };
  return updatedOrCreated({
    update: () => updateIfThere(resource, update, context),
    create: () => create(resource, apply, context),
  });
}

async function create<T extends ApiObject>(
  resource: ResourceContext<T>,
  apply: Apply<T>,
  context: ApplyContext,
): ReturnType<typeof createUnlessThere> {
  const { definition } = resource;
  const { object, owners } = applied(resource, apply, definition.codec.empty(), [], context);
  const { uid } = object.metadata;
  if (uid !== undefined) {
    const why = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`;
    throw conflict(definition, apply.name, why);
  }
  return createUnlessThere(resource, object, context, { dryRun: apply.dryRun, owners, isUpdate: true });
}

/** What the configuration makes of an object, decoded and completed, and who owns what of it. */
function applied<T extends ApiObject>(
  { definition, sources }: ResourceContext<T>,
  { subresource, strategy, configuration, force, finish }: Apply<T>,
  live: T,
  owners: readonly Owner[],
  { manager }: ApplyContext,
): Owned<T> {
  const { schema, kind, codec } = definition;
  const { scope, document, findUntypedEntry } = ownershipOf(definition, subresource, strategy);
  checkConfiguration(kind, scope.type, configuration);
  const untyped = findUntypedEntry(live);
  if (untyped !== undefined) refuseUntyped(kind, live.metadata, untyped);
  const names = (field: string): boolean => member(configuration, field) !== undefined;
  const writer: Writer = { manager, now: timestamp(sources.now()) };
  const change = { before: document(codec.empty(), names), after: document(live, names) };
  const result = applyTo(scope, owners, change, { ...writer, configuration, force });
  if (!result.ok) throw fieldManagerConflict(result.conflicts);
  const merged = manager === 'kubectl' ? withLastApplied(result.object, configuration) : result.object;
  const object = decodeApplied(schema, merged, configuration) as T;
  finish(object);
  return new Owned(object, result.owners.toSorted(compareOwners));
}
