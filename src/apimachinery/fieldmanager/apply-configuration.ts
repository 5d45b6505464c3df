import { changedOwner } from './changed-owner.ts';
import { compare } from './compare.ts';
import type { FieldFilter } from './field-filter.ts';
import { difference, EMPTY, type FieldSet, isEmpty } from './field-set.ts';
import { unionAll } from './field-set-builder.ts';
import { merge } from './merge.ts';
import type { MergeType } from './merge-type.ts';
import { isSameOwner, type Owner, type OwnerIdentity, withOwner } from './owner.ts';
import { prune } from './prune.ts';
import { SYSTEM_FIELDS } from './system-fields.ts';
import { toFieldSet } from './to-field-set.ts';
import { afterChanges, conflictsWith, ownedChanges, withFields } from './update-owners.ts';
import { equalValues } from './values.ts';

/** A field that an applier would take from someone else. */
export interface Conflict {
  readonly owner: Owner;
  readonly fields: FieldSet;
}

/** What is applied, by whom, and to what. */
export interface Application {
  readonly type: MergeType;
  readonly live: unknown;
  readonly owners: readonly Owner[];
  readonly configuration: unknown;
  readonly applier: OwnerIdentity;
  readonly filter: FieldFilter;
  /** Whether the applier takes what others own. */
  readonly force: boolean;
  readonly now: string;
}

/** What comes of an apply: the object and who owns what of it, or the conflicts that stand in its way. */
export type Applied =
  | { readonly ok: true; readonly object: unknown; readonly owners: readonly Owner[] }
  | { readonly ok: false; readonly conflicts: readonly Conflict[] };

/**
 * Applies a configuration (KEP-555): what it says is merged into the object and owned by its applier, and what the applier said the
 * last time and does not say any more is taken out unless someone else owns it too. Objects are shared, not changed.
 */
export function applyConfiguration(application: Application): Applied {
  const { type, live, owners, configuration, applier, filter, now } = application;
  const last = owners.find((owner) => isSameOwner(owner, applier));
  const fields = filter.keep(toFieldSet(type, configuration));
  const own: Owner = { ...applier, time: last?.time, fields };
  const all = withOwner(owners, own);
  const wanted = unionAll(all.map((owner) => owner.fields));
  const object = prune(type, merge(type, live, configuration), last?.fields ?? EMPTY, wanted);
  const others = all.filter((owner) => owner !== own);
  const left = othersAfter(application, others, object);
  if (!Array.isArray(left)) return { ok: false, conflicts: left.conflicts };
  // What changed nothing is no event in the applier's life.
  const time = equalValues(live, object) ? last?.time : now;
  const kept = withFields({ ...own, time }, difference(fields, SYSTEM_FIELDS));
  return { ok: true, object, owners: [...left, ...kept] };
}

/** What the others own after the object has become `object`, or what they would lose where that takes force. */
function othersAfter(
  { type, live, filter, force }: Application,
  others: readonly Owner[],
  object: unknown,
): Owner[] | { readonly conflicts: readonly Conflict[] } {
  const { skipped: skip } = filter;
  const sets = others.map(({ fields }) => fields);
  // Mostly appliers keep to what is theirs.
  const isAlone = changedOwner(type, live, object, { own: EMPTY, others: sets, skip }) !== undefined;
  if (isAlone) return others.filter(({ fields }) => !isEmpty(fields));
  const changes = ownedChanges(compare(type, live, object), filter);
  const conflicts = force ? [] : conflictsWith(others, changes);
  return conflicts.length > 0 ? { conflicts } : afterChanges(others, changes);
}
