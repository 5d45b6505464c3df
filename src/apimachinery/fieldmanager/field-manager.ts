import type { ManagedFieldsEntry } from '../../../schemas/meta/v1/managed-fields.ts';
import { type Application, type Applied, applyConfiguration } from './apply-configuration.ts';
import { changedOwner } from './changed-owner.ts';
import { compare } from './compare.ts';
import type { FieldFilter } from './field-filter.ts';
import { difference, EMPTY, isEmpty } from './field-set.ts';
import { lastAppliedFields } from './last-applied.ts';
import type { MergeType } from './merge-type.ts';
import { type Owner, parseOwners } from './owner.ts';
import { reconcile } from './reconcile.ts';
import { afterUpdate } from './update-owners.ts';

/** A way to write objects of a kind: the object itself or a subresource, in one version. What was owned in another one is forgotten. */
export interface WriteScope {
  readonly type: MergeType;
  readonly apiVersion: string;
  /** The subresource that is written, or ''. */
  readonly subresource: string;
  readonly filter: FieldFilter;
}

/** Who writes, and when. */
export interface Writer {
  readonly manager: string;
  /** As the API writes times. */
  readonly now: string;
}

/** An object as a document before and after a write, without what the strategy keeps. */
export interface Change {
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * Who owns the fields of an object that someone means to write with `given` for its `managedFields`: those it says, as far as it
 * says anything that makes sense, nobody where it clears the list, else those who do already (`live`). A subresource has no say.
 */
export function ownersForUpdate(
  { type, subresource }: WriteScope,
  given: readonly ManagedFieldsEntry[] | undefined,
  live: readonly Owner[],
): readonly Owner[] {
  if (given === undefined || subresource !== '') return live;
  if (clearsOwners(given)) return [];
  const owners = parseOwners(given);
  if (owners === undefined) return live;
  return owners.map((owner) => ({ ...owner, fields: reconcile(type, owner.fields) }));
}

function clearsOwners(given: readonly ManagedFieldsEntry[]): boolean {
  const [only, ...more] = given;
  return more.length === 0 && (only === undefined || Object.values(only).every((member) => member === undefined));
}

/** Owners of a new object: who creates it owns what it sets. `before` is an object that says nothing. */
export function ownersOfCreated(
  scope: WriteScope,
  owners: readonly Owner[],
  change: Change,
  writer: Writer,
): readonly Owner[] {
  const { type, apiVersion, subresource, filter } = scope;
  const identity = { manager: writer.manager, operation: 'Update', apiVersion, subresource } as const;
  if (owners.length === 0) {
    const found = changedOwner(type, change.before, change.after, { own: EMPTY, others: [], skip: filter.skipped });
    if (found !== undefined)
      return isEmpty(found.fields) ? [] : [{ ...identity, time: writer.now, fields: found.fields }];
  }
  const comparison = compare(type, change.before, change.after);
  return afterUpdate(inVersion(apiVersion, owners), comparison, { filter, writer: identity, now: writer.now });
}

/**
 * The owners in one version of a kind. Of a kind that stands in two groups, as events do, kube-apiserver knows in each group the
 * version of that group alone: by a write through one of them the owners of the other are gone.
 */
function inVersion(apiVersion: string, owners: readonly Owner[]): readonly Owner[] {
  return owners.every((owner) => owner.apiVersion === apiVersion)
    ? owners
    : owners.filter((owner) => owner.apiVersion === apiVersion);
}

/** Owners after an update. Where nobody owned anything, nobody does: tracking starts with the object or with an apply. */
export function ownersOfUpdated(
  scope: WriteScope,
  owners: readonly Owner[],
  change: Change,
  writer: Writer,
): readonly Owner[] {
  return owners.length === 0 ? owners : ownersOfCreated(scope, owners, change, writer);
}

/** What is applied to an object: a configuration, by whom, and whether against others. */
export interface Configuration extends Writer {
  readonly configuration: unknown;
  readonly force: boolean;
}

// As kube-apiserver calls whoever owned what was there before anybody applied anything.
const BEFORE_FIRST_APPLY = 'before-first-apply';

/**
 * Applies a configuration to an object. `change` leads from an object that says nothing to the live one. kubectl takes over what
 * it owned by its annotation when it still applied on the client's side.
 */
export function applyTo(
  scope: WriteScope,
  owners: readonly Owner[],
  { before: nothing, after: live }: Change,
  { configuration, force, manager, now }: Configuration,
): Applied {
  const { type, apiVersion, subresource, filter } = scope;
  const tracked =
    owners.length > 0
      ? inVersion(apiVersion, owners)
      : ownersOfCreated(scope, [], { before: nothing, after: live }, { manager: BEFORE_FIRST_APPLY, now });
  const applier = { manager, operation: 'Apply', apiVersion, subresource } as const;
  const application: Application = { type, live, owners: tracked, configuration, applier, filter, force, now };
  const applied = applyConfiguration(application);
  if (applied.ok || manager !== 'kubectl') return applied;
  const allowed = lastAppliedFields(type, apiVersion, live);
  if (allowed === undefined) return applied;
  const conflicts = applied.conflicts
    .map(({ owner, fields }) => ({ owner, fields: difference(fields, allowed) }))
    .filter(({ fields }) => !isEmpty(fields));
  return conflicts.length > 0 ? { ok: false, conflicts } : applyConfiguration({ ...application, force: true });
}
