import type { Admission } from '../admission/admission-chain.ts';
import type { ApiObject } from '../apimachinery/api-object.ts';
import { addErrors } from '../apimachinery/field-errors.ts';
import { entriesOf, type Owner } from '../apimachinery/fieldmanager/owner.ts';
import { ownCopy } from '../apimachinery/own-copy.ts';
import { invalidObject, notFound } from '../apimachinery/status-error.ts';
import { timestamp } from '../apimachinery/timestamp.ts';
import { unset } from '../apimachinery/unset.ts';
import { validateCommonMetadataUpdate } from '../apimachinery/validation/object-meta.ts';
import type { StoredValue, StoreEntry } from '../storage/store-entry.ts';
import { allocated } from './allocated.ts';
import { beginAdmission } from './begin-admission.ts';
import { endsDeletion } from './definition/deletion-strategy.ts';
import { givenBack } from './definition/given-back.ts';
import type { RequestContext } from './definition/request-context.ts';
import { keyInMessages, keyOf } from './definition/resource-definition.ts';
import type { UpdateStrategy } from './definition/strategy.ts';
import { type Attempt, guaranteedUpdate } from './guaranteed-update.ts';
import { ownershipOf, sameButTimes } from './ownership.ts';
import { checkUid, checkVersion } from './preconditions.ts';
import type { ResourceContext } from './resource-context.ts';
import { smallerValue } from './smaller-value.ts';
import { sameValue } from './stored-form/same-value.ts';
import type { Written } from './stored-object.ts';
import { keepGeneration, keepSystemMetadata } from './system-metadata.ts';

/** An update, whichever way it was asked for: PUT, a patch, a subresource. */
export interface Update<T extends ApiObject> {
  readonly name: string;
  /** The subresource that is written, or ''. */
  readonly subresource: string;
  readonly strategy: UpdateStrategy<T>;
  /** The uid that the stored object must have; undefined where any will do. */
  readonly uid: string | undefined;
  /**
   * Makes the object that is to be stored from the one that is, which is shared, each of its top-level fields decoded when it
   * is first read. Called again with the winner when a race is lost; each call returns an object of its own, which the
   * registry fills in. The strategy's `keptFields` may be missing from it.
   */
  readonly change: (old: T) => T | Owned<T>;
  readonly dryRun: boolean;
}

/** An object that says who owns its fields, in order. Of any other, whoever writes it owns what it changes. */
export class Owned<T> {
  readonly object: T;
  readonly owners: readonly Owner[];

  constructor(object: T, owners: readonly Owner[]) {
    this.object = object;
    this.owners = owners;
  }
}

/**
 * Replaces an object: the one path on which all updates go. Old to new, admission that changes, strategy, validation, admission
 * that judges, compare-and-swap; again from the start where another writer was faster and the request names no version. What
 * changes nothing writes nothing and is answered with the version that is stored. What takes the last finalizer from an object
 * that is being deleted removes it.
 * @throws StatusError 404 missing, 409 another uid or version, 422 invalid, and what admission refuses.
 */
export async function updateObject<T extends ApiObject>(
  resource: ResourceContext<T>,
  update: Update<T>,
  context: RequestContext,
): Promise<Written> {
  const written = await updateIfThere(resource, update, context);
  if (written === undefined) throw notFound(resource.definition, update.name);
  return written;
}

/** The same; resolves to undefined where there is no such object, which no refusal is to be taken for. */
export function updateIfThere<T extends ApiObject>(
  resource: ResourceContext<T>,
  update: Update<T>,
  context: RequestContext,
): Promise<Written | undefined> {
  const admission = beginAdmission(resource, 'UPDATE', update, context);
  const written = replace(resource, update, context, admission);
  return admission === undefined ? written : admission.telling(written);
}

function replace<T extends ApiObject>(
  resource: ResourceContext<T>,
  update: Update<T>,
  context: RequestContext,
  admission: Admission | undefined,
): Promise<Written | undefined> {
  const { definition } = resource;
  const { name, subresource, dryRun } = update;
  const { namespace, signal } = context;
  const key = keyOf(definition, namespace, name);
  const attempt = async (entry: StoreEntry): Promise<Attempt<Written>> => {
    let proposed = propose(resource, update, entry, context);
    if (admission?.mutates === true) proposed = await mutated(resource, update, entry, proposed, admission);
    else {
      const inspecting = admission?.admit(proposed.next, proposed.old);
      if (inspecting !== undefined) await inspecting;
    }
    checkVersion(definition, proposed.next, name, entry.revision, update.strategy);
    const write = (): Promise<Attempt<Written>> =>
      writeProposed(resource, update, entry, proposed, { admission, signal });
    const { allocator } = resource;
    const isGiven = subresource === '' && !update.strategy.keptFields.includes(allocator?.field ?? '');
    if (allocator === undefined || !isGiven) return write();
    const allocation = await allocator.allocate(proposed.next, proposed.old, { dryRun, signal });
    // With an object that is removed goes what it had (see writeProposed); what it was to have on top was taken for nothing.
    const isKept = (attempted: Attempt<Written>) =>
      'wrote' in attempted && attempted.wrote && attempted.removed !== true;
    return allocated(allocation, write, isKept, signal);
  };
  return guaranteedUpdate(resource, key, { signal, attempt });
}

interface WriteContext {
  readonly admission: Admission | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Writes what a client wants in place of an entry, if that is still there. */
async function writeProposed<T extends ApiObject>(
  resource: ResourceContext<T>,
  update: Update<T>,
  entry: StoreEntry,
  proposed: Proposal<T>,
  { admission, signal }: WriteContext,
): Promise<Attempt<Written>> {
  const { definition, store, putOptions } = resource;
  const { key, revision } = entry;
  const isMutated = admission?.mutates === true;
  const { next, owners, removes, ...made } = candidate(resource, update, entry, proposed, isMutated);
  let { value } = made;
  const warnings = admission?.tell(made.warnings) ?? made.warnings;
  const validating = admission?.validate(next, proposed.old);
  if (validating !== undefined) await validating;
  if (removes && !update.dryRun) {
    // What cannot be decoded is not removed: nobody could say what it had.
    const gone = resource.allocator && definition.codec.copy(entry.value, revision);
    const deleted = await store.delete(key, revision, signal);
    if (!deleted.ok && deleted.current !== undefined) return deleted;
    if (deleted.ok) {
      resource.decoded.delete(key);
      if (gone !== undefined) await givenBack(resource.allocator?.release(gone), signal);
    }
    return { outcome: { value, revision, asStored: true, warnings }, wrote: deleted.ok, removed: true };
  }
  if (update.dryRun || sameValue(value, entry.value)) {
    const outcome = { value: update.dryRun ? value : entry.value, revision, asStored: removes, warnings };
    return { outcome, wrote: false };
  }
  const written = await store.put(key, value, revision, putOptions, signal).catch((error: unknown) => {
    value = smallerValue(error, value, { owners, isApply: proposed.isApply, codec: definition.codec });
    return store.put(key, value, revision, putOptions, signal);
  });
  if (!written.ok) return written;
  const left = value === made.value ? owners : [];
  const decoded = definition.codec.reopen(value, written.revision, next, update.strategy.keptFields, left);
  resource.decoded.set({ key, value, revision: written.revision }, decoded);
  return { outcome: { value, revision: written.revision, warnings }, wrote: true };
}

/** What is to be stored in place of an entry: prepared, validated and encoded. */
interface Candidate<T> {
  readonly next: T;
  readonly owners: readonly Owner[];
  readonly value: StoredValue;
  readonly warnings: readonly string[];
  /** Whether the update is the last thing that a deleted object waited for. */
  readonly removes: boolean;
}

/** What a client wants in place of an entry, and who owns its fields then. */
interface Proposal<T> {
  readonly old: T;
  readonly next: T;
  readonly owners: readonly Owner[];
  /** Whether the change itself says who owns what. */
  readonly isApply: boolean;
}

function propose<T extends ApiObject>(
  resource: ResourceContext<T>,
  update: Update<T>,
  entry: StoreEntry,
  context: RequestContext,
): Proposal<T> {
  const { definition, decoded } = resource;
  const { strategy, change, name, uid, dryRun } = update;
  const { codec } = definition;
  const old = decoded.get(entry) ?? codec.open(entry.value, entry.revision);
  checkUid(definition, uid, old, name, keyInMessages(entry.key, dryRun));
  const changed = change(old);
  const next = codec.keep(changed instanceof Owned ? changed.object : changed, strategy.keptFields, old);
  const isApply = changed instanceof Owned;
  const owners = isApply ? changed.owners : ownersAfter(resource, update, old, next, context);
  return { old, next, owners, isApply };
}

/** What admission makes of a proposal. It gets an object of its own to change, from which fields that are kept are not taken. */
async function mutated<T extends ApiObject>(
  { definition: { codec } }: ResourceContext<T>,
  { strategy: { keptFields } }: Update<T>,
  entry: StoreEntry,
  proposed: Proposal<T>,
  admission: Admission,
): Promise<Proposal<T>> {
  const { next, old } = proposed;
  // Its parts are shared with the stored object, which is remembered; those that are kept are decoded once more where they are read.
  const own = codec.keep(ownCopy({ ...next }), keptFields, codec.open(entry.value, entry.revision));
  await admission.admit(own, old);
  return { ...proposed, next: codec.keep(own, keptFields, old) };
}

function candidate<T extends ApiObject>(
  { definition }: ResourceContext<T>,
  { strategy, name, subresource }: Update<T>,
  entry: StoreEntry,
  { old, next, owners }: Proposal<T>,
  isMutated: boolean,
): Candidate<T> {
  const { codec, groupKind, deletion } = definition;
  const before = codec.ownersOf(old);
  keepGeneration(next, old);
  strategy.prepareForUpdate(next, old);
  keepSystemMetadata(next, old);
  if (next.metadata.managedFields !== undefined) {
    // What a client says of owners is checked where it counts.
    if (owners === before || subresource !== '') unset(next.metadata, 'managedFields');
    else next.metadata.managedFields = entriesOf(owners);
  }
  const errors = validateCommonMetadataUpdate(next.metadata, old.metadata, strategy.namespaced);
  addErrors(errors, strategy.validateUpdate(next, old));
  if (errors.length > 0) throw invalidObject(groupKind, name, errors);
  unset(next.metadata, 'managedFields');
  const { keptFields: kept } = strategy;
  const canonical = strategy.leavesCanonical && !isMutated;
  const value = codec.encode(next, { old, from: entry.value, kept, canonical });
  // Where nothing else changes, neither do the times at which fields were written.
  const isOwned = owners === before || (sameValue(value, entry.value) && sameButTimes(owners, before));
  const after = isOwned ? before : codec.sharedOwners(owners);
  return {
    next,
    owners: after,
    value: isOwned ? value : codec.withOwners(value, after),
    warnings: strategy.warningsOnUpdate(next, old),
    removes: endsDeletion(deletion, next, old),
  };
}

function ownersAfter<T extends ApiObject>(
  { definition, sources }: ResourceContext<T>,
  { subresource, strategy }: Update<T>,
  old: T,
  next: T,
  { manager }: RequestContext,
): readonly Owner[] {
  const before = definition.codec.ownersOf(old);
  if (manager === undefined) return before;
  const ownership = ownershipOf(definition, subresource, strategy);
  return ownership.updated(old, next, before, { manager, now: timestamp(sources.now()) });
}
