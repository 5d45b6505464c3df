import type { Admission } from '../admission/admission-chain.ts';
import type { ApiObject } from '../apimachinery/api-object.ts';
import { addErrors } from '../apimachinery/field-errors.ts';
import { entriesOf, type Owner } from '../apimachinery/fieldmanager/owner.ts';
import { isResourceVersion, revisionOfObject } from '../apimachinery/resource-version.ts';
import {
  alreadyExists,
  generateNameConflict,
  invalidObject,
  resourceVersionOnCreate,
  withWarnings,
} from '../apimachinery/status-error.ts';
import { timestamp } from '../apimachinery/timestamp.ts';
import { validateCreatedMetadata } from '../apimachinery/validation/object-meta.ts';
import { ABSENT } from '../storage/store.ts';
import type { StoreEntry } from '../storage/store-entry.ts';
import { allocated } from './allocated.ts';
import { beginAdmission } from './begin-admission.ts';
import type { RequestContext } from './definition/request-context.ts';
import { keyOf, type ResourceDefinition } from './definition/resource-definition.ts';
import { generateName } from './generate-name.ts';
import { ownershipOf } from './ownership.ts';
import type { ResourceContext } from './resource-context.ts';
import { smallerValue } from './smaller-value.ts';
import { storeFailed } from './store-errors.ts';
import { isCut } from './stored-form/layout.ts';
import type { Written } from './stored-object.ts';
import { fillSystemMetadata, wipeSystemMetadata } from './system-metadata.ts';

// With 27^5 suffixes and a million objects of one prefix, eight attempts fail once in 10^9 creates.
const GENERATED_NAME_ATTEMPTS = 8;

/** How an object is created. */
export interface CreateOptions {
  readonly dryRun: boolean;
  /** Who owns its fields, in order. Where it is not given, whoever creates it owns them. */
  readonly owners?: readonly Owner[];
  /**
   * Whether it is an update that creates, since there is nothing to be updated: kube-apiserver leaves such an object what it says
   * of its deletion, and does not mind that it names a version.
   */
  readonly isUpdate?: boolean;
}

/**
 * Creates an object. The caller hands over `object`, which is filled in on the way.
 * @throws StatusError 404 namespace missing, 409 exists, 422 invalid, and what admission refuses.
 */
export async function createObject<T extends ApiObject>(
  resource: ResourceContext<T>,
  object: T,
  context: RequestContext,
  options: CreateOptions,
): Promise<Written> {
  const outcome = await begin(resource, object, context, options);
  if (isWritten(outcome)) return outcome.written;
  throw nameTaken(resource.definition, object, outcome);
}

/** The same; resolves to undefined where there is an object of that name, which no refusal is to be taken for. */
export async function createUnlessThere<T extends ApiObject>(
  resource: ResourceContext<T>,
  object: T,
  context: RequestContext,
  options: CreateOptions,
): Promise<Written | undefined> {
  const outcome = await begin(resource, object, context, options);
  return isWritten(outcome) ? outcome.written : undefined;
}

function begin<T extends ApiObject>(
  resource: ResourceContext<T>,
  object: T,
  context: RequestContext,
  options: CreateOptions,
): Promise<Outcome> {
  const { dryRun } = options;
  const write = { name: object.metadata.name ?? '', subresource: '', dryRun };
  const admission = beginAdmission(resource, 'CREATE', write, context);
  const written = create(resource, object, context, options, admission);
  return admission === undefined ? written : admission.telling(written);
}

async function create<T extends ApiObject>(
  resource: ResourceContext<T>,
  object: T,
  context: RequestContext,
  { dryRun, owners: given, isUpdate = false }: CreateOptions,
  admission: Admission | undefined,
): Promise<Outcome> {
  const { metadata } = object;
  const { namespace } = context;
  if (!isUpdate) wipeSystemMetadata(object);
  // What admission adds is nobody's, as in kube-apiserver.
  const owners = given ?? ownersOfNew(resource, object, context);
  const mutating = admission?.admit(object, undefined);
  if (mutating !== undefined) await mutating;
  const { resourceVersion = '' } = metadata;
  if (isUpdate) revisionOfObject(resourceVersion);
  fillSystemMetadata(resource, object, namespace);
  // What a client says of owners is checked where it counts.
  if (metadata.managedFields !== undefined) metadata.managedFields = entriesOf(owners);
  const isApply = given !== undefined;
  const options = { dryRun, owners, isUpdate, isApply, resourceVersion, admission };
  return storeNew(resource, object, context, options).catch(storeFailed);
}

interface NewObject extends Required<CreateOptions> {
  readonly isApply: boolean;
  /** The version that the object names, which a new one does not have; or ''. */
  readonly resourceVersion: string;
  readonly admission: Admission | undefined;
}

/** Stores a new object, under another name where a generated one turns out to be taken. What the store rejects with is thrown as it is. */
async function storeNew<T extends ApiObject>(
  resource: ResourceContext<T>,
  object: T,
  context: RequestContext,
  options: NewObject,
): Promise<Outcome> {
  const { sources, allocator } = resource;
  const { metadata } = object;
  const { signal } = context;
  const { dryRun } = options;
  const generated = metadata.name === undefined && metadata.generateName !== undefined;
  for (let attempt = 1; ; attempt += 1) {
    if (generated) metadata.name = generateName(metadata.generateName ?? '', sources.randomInt);
    const write = (): Promise<Outcome> => storeUnder(resource, object, context, options);
    const outcome =
      allocator === undefined
        ? await write()
        : await allocated(await allocator.allocate(object, undefined, { dryRun, signal }), write, isWritten);
    if (isWritten(outcome) || !generated || attempt === GENERATED_NAME_ATTEMPTS) return outcome;
  }
}

interface Taken {
  readonly taken: StoreEntry;
  readonly warnings: readonly string[];
}

/** What became of an attempt under one name: it was written, or the name is taken. */
type Outcome = { readonly written: Written } | Taken;

function nameTaken<T extends ApiObject>(
  definition: ResourceDefinition<T>,
  { metadata }: T,
  { taken, warnings }: Taken,
): unknown {
  const isDeleted =
    isCut(taken.value) && definition.codec.open(taken.value, taken.revision).metadata.deletionTimestamp !== undefined;
  // Also where the client gave a name of its own beside it.
  const conflict = (metadata.generateName ?? '') === '' ? alreadyExists : generateNameConflict;
  return withWarnings(conflict(definition, metadata.name ?? '', isDeleted), warnings);
}

function isWritten(outcome: Outcome): outcome is { readonly written: Written } {
  return 'written' in outcome;
}

/**
 * Prepares, validates and stores a new object under its name. A second attempt prepares and validates what the first has: both are
 * idempotent, only the name is new.
 */
async function storeUnder<T extends ApiObject>(
  { definition, store, putOptions }: ResourceContext<T>,
  object: T,
  { namespace, signal }: RequestContext,
  { dryRun, owners, isUpdate, isApply, resourceVersion, admission }: NewObject,
): Promise<Outcome> {
  const { strategy, codec } = definition;
  const { metadata } = object;
  strategy.prepareForCreate(object);
  const errors = strategy.validate(object);
  if (errors.length === 0) addErrors(errors, validateCreatedMetadata(metadata, strategy.namespaced));
  const { name = '' } = metadata;
  if (errors.length > 0) throw invalidObject(definition.groupKind, name, errors);
  const found = strategy.warningsOnCreate(object);
  const warnings = admission?.tell(found) ?? found;
  const validating = admission?.validate(object, undefined);
  if (validating !== undefined) await validating;
  const key = keyOf(definition, namespace, name);
  let value = codec.withOwners(codec.encode(object), codec.sharedOwners(owners));
  if (dryRun) {
    const taken = await store.get(key, signal);
    if (taken !== undefined) return { taken, warnings };
    return { written: { value, revision: undefined, namedVersion: resourceVersion, warnings } };
  }
  if (!isUpdate && isVersion(resourceVersion)) throw withWarnings(resourceVersionOnCreate(), warnings);
  for (;;) {
    const put = await store.put(key, value, ABSENT, putOptions, signal).catch((error: unknown) => {
      value = smallerValue(error, value, { owners, isApply, codec });
      return store.put(key, value, ABSENT, putOptions, signal);
    });
    if (put.ok) return { written: { value, revision: put.revision, warnings } };
    if (put.current !== undefined) return { taken: put.current, warnings };
  }
}

/** Whether a text names a version that some object has. */
function isVersion(text: string): boolean {
  return isResourceVersion(text) && revisionOfObject(text) > 0;
}

function ownersOfNew<T extends ApiObject>(
  { definition, sources }: ResourceContext<T>,
  object: T,
  { manager }: RequestContext,
): readonly Owner[] {
  if (manager === undefined) return [];
  const ownership = ownershipOf(definition, '', definition.strategy);
  return ownership.created(object, { manager, now: timestamp(sources.now()) });
}
