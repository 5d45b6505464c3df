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
import { beginAdmission } from './begin-admission.ts';
import type { RequestContext } from './definition/request-context.ts';
import { keyOf } from './definition/resource-definition.ts';
import { generateName } from './generate-name.ts';
import { ownershipOf } from './ownership.ts';
import type { ResourceContext } from './resource-context.ts';
import { smallerValue } from './smaller-value.ts';
import { storeFailed } from './store-errors.ts';
import type { Written } from './stored-object.ts';

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
export function createObject<T extends ApiObject>(
  resource: ResourceContext<T>,
  object: T,
  context: RequestContext,
  options: CreateOptions,
): Promise<Written> {
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
): Promise<Written> {
  const { metadata } = object;
  const { namespace, signal } = context;
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
  const end = await resource.allocator?.allocate(object, undefined, { dryRun, signal });
  try {
    const isApply = given !== undefined;
    const made = { dryRun, owners, isUpdate, isApply, resourceVersion, admission };
    return await storeNew(resource, object, context, made);
  } finally {
    end?.();
  }
}

interface NewObject extends Required<CreateOptions> {
  readonly isApply: boolean;
  /** The version that the object names, which a new one does not have; or ''. */
  readonly resourceVersion: string;
  readonly admission: Admission | undefined;
}

/** Prepares, validates and stores a new object, under another name where a generated one turns out to be taken. */
async function storeNew<T extends ApiObject>(
  { definition, store, sources, putOptions }: ResourceContext<T>,
  object: T,
  { namespace, signal }: RequestContext,
  { dryRun, owners, isUpdate, isApply, resourceVersion, admission }: NewObject,
): Promise<Written> {
  const { strategy, codec } = definition;
  const { metadata } = object;
  const generated = metadata.name === undefined && metadata.generateName !== undefined;
  for (let attempt = 1; ; attempt += 1) {
    if (generated) metadata.name = generateName(metadata.generateName ?? '', sources.randomInt);
    // A second attempt prepares and validates what the first has: both are idempotent, only the name is new.
    strategy.prepareForCreate(object);
    const errors = strategy.validate(object);
    if (errors.length === 0) addErrors(errors, validateCreatedMetadata(metadata, strategy.namespaced));
    if (errors.length > 0) throw invalidObject(definition.groupKind, metadata.name ?? '', errors);
    const found = strategy.warningsOnCreate(object);
    const warnings = admission?.tell(found) ?? found;
    const validating = admission?.validate(object, undefined);
    if (validating !== undefined) await validating;
    const name = metadata.name ?? '';
    const key = keyOf(definition, namespace, name);
    let value = codec.withOwners(codec.encode(object), codec.sharedOwners(owners));
    let taken: StoreEntry | undefined;
    if (dryRun) {
      taken = await store.get(key, signal).catch(storeFailed);
      if (taken === undefined) return { value, revision: undefined, namedVersion: resourceVersion, warnings };
    } else {
      if (!isUpdate && isVersion(resourceVersion)) throw withWarnings(resourceVersionOnCreate(), warnings);
      const written = await store
        .put(key, value, ABSENT, putOptions, signal)
        .catch((error: unknown) => {
          value = smallerValue(error, value, { owners, isApply, codec });
          return store.put(key, value, ABSENT, putOptions, signal);
        })
        .catch(storeFailed);
      if (written.ok) return { value, revision: written.revision, warnings };
      taken = written.current;
    }
    if (generated && attempt < GENERATED_NAME_ATTEMPTS) continue;
    const isDeleted =
      taken !== undefined && codec.open(taken.value, taken.revision).metadata.deletionTimestamp !== undefined;
    // Also where the client gave a name of its own beside it.
    const conflict = (metadata.generateName ?? '') === '' ? alreadyExists : generateNameConflict;
    throw withWarnings(conflict(definition, name, isDeleted), warnings);
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

/** Takes what clients cannot say of an object that is new. */
function wipeSystemMetadata({ metadata }: ApiObject): void {
  delete metadata.uid;
  delete metadata.creationTimestamp;
  delete metadata.deletionTimestamp;
  delete metadata.deletionGracePeriodSeconds;
  delete metadata.selfLink;
}

function fillSystemMetadata<T extends ApiObject>(
  { sources }: ResourceContext<T>,
  { metadata }: T,
  namespace: string | undefined,
): void {
  metadata.creationTimestamp = timestamp(sources.now());
  metadata.uid = sources.randomUUID();
  delete metadata.selfLink;
  delete metadata.resourceVersion;
  if (namespace !== undefined) metadata.namespace = namespace;
}
