import { compare } from './compare.ts';
import type { FieldFilter } from './field-filter.ts';
import { difference, EMPTY, type FieldSet, intersection, isEmpty, union } from './field-set.ts';
import { merge } from './merge.ts';
import type { MergeType } from './merge-type.ts';
import { withNamedFields } from './named-fields.ts';
import { isSameOwner, type Owner, type OwnerIdentity, withOwner } from './owner.ts';
import { removeItems } from './remove-items.ts';
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
  const { type, live, owners, configuration, applier, filter, force, now } = application;
  const last = owners.find((owner) => isSameOwner(owner, applier));
  const fields = filter.keep(toFieldSet(type, configuration));
  const own: Owner = { ...applier, time: last?.time, fields };
  const all = withOwner(owners, own);
  const object = prune(type, merge(type, live, configuration), all, last?.fields ?? EMPTY);
  const changes = ownedChanges(compare(type, live, object), filter);
  const others = all.filter((owner) => owner !== own);
  const conflicts = force ? [] : conflictsWith(others, changes);
  if (conflicts.length > 0) return { ok: false, conflicts };
  // What changed nothing is no event in the applier's life.
  const time = equalValues(live, object) ? last?.time : now;
  const kept = withFields({ ...own, time }, difference(fields, SYSTEM_FIELDS));
  return { ok: true, object, owners: [...afterChanges(others, changes), ...kept] };
}

/** Takes out what the applier owned (`last`) and nobody owns now. */
function prune(type: MergeType, merged: unknown, owners: readonly Owner[], last: FieldSet): unknown {
  if (isEmpty(last)) return merged;
  const named = (set: FieldSet): FieldSet => withNamedFields(type, set);
  const fieldsOf = (value: unknown): FieldSet => named(toFieldSet(type, value));
  const all = fieldsOf(merged);
  const without = fieldsOf(removeItems(type, merged, named(last)));
  const owned = named(owners.reduce((sum, { fields }) => union(sum, fields), EMPTY));
  const unowned = removeItems(type, merged, difference(all, union(without, owned)));
  // With an entry that goes, what is in it would go as well: that must have been the applier's own.
  return removeItems(type, merged, intersection(difference(all, fieldsOf(unowned)), named(last)));
}
