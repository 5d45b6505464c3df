import type { Comparison } from './compare.ts';
import type { FieldFilter } from './field-filter.ts';
import { difference, type FieldSet, intersection, isEmpty, union } from './field-set.ts';
import { unionAll } from './field-set-builder.ts';
import { identityText, isSameOwner, type Owner, type OwnerIdentity, withOwner } from './owner.ts';
import { SYSTEM_FIELDS } from './system-fields.ts';

/** The changes of a write that count for who owns what. */
export function ownedChanges({ added, modified, removed }: Comparison, filter: FieldFilter): Comparison {
  return { added: filter.keep(added), modified: filter.keep(modified), removed: filter.keep(removed) };
}

/** Owners that have lost what someone else has changed or removed; those that are left without fields are gone. */
export function afterChanges(owners: readonly Owner[], { added, modified, removed }: Comparison): Owner[] {
  const lost = union(union(modified, added), removed);
  return owners.flatMap((owner) => withFields(owner, difference(owner.fields, lost)));
}

/** The fields that each owner would lose to changes that someone else applies. */
export function conflictsWith(
  owners: readonly Owner[],
  { added, modified }: Comparison,
): { readonly owner: Owner; readonly fields: FieldSet }[] {
  const changed = union(modified, added);
  return owners
    .map((owner) => ({ owner, fields: intersection(owner.fields, changed) }))
    .filter(({ fields }) => !isEmpty(fields));
}

/** Owners after a write that is no apply: whoever writes owns what it adds and changes, beside what it owned before. */
export function afterUpdate(
  owners: readonly Owner[],
  comparison: Comparison,
  { filter, writer, now }: { readonly filter: FieldFilter; readonly writer: OwnerIdentity; readonly now: string },
): readonly Owner[] {
  const changes = ownedChanges(comparison, filter);
  const left = afterChanges(owners, changes);
  const taken = difference(filter.keep(union(changes.modified, changes.added)), SYSTEM_FIELDS);
  if (isEmpty(taken)) return left;
  const before = left.find((owner) => isSameOwner(owner, writer));
  const fields = before === undefined ? taken : union(taken, before.fields);
  return capUpdaters(withOwner(left, { ...writer, time: now, fields }));
}

/** The entry of an owner with other fields; none where there are none. */
export function withFields(owner: Owner, fields: FieldSet): Owner[] {
  if (fields === owner.fields) return isEmpty(fields) ? [] : [owner];
  return isEmpty(fields) ? [] : [{ ...owner, fields }];
}

// As many owners that update as kube-apiserver keeps apart; those that apply are not counted.
const MAX_UPDATERS = 10;
const MERGED_UPDATERS = 'ancient-changes';

/** Makes one owner of the oldest of those that update, as far as they are too many, one for each version. */
function capUpdaters(owners: readonly Owner[]): readonly Owner[] {
  const updaters = owners.filter(({ operation }) => operation === 'Update');
  let excess = updaters.length - MAX_UPDATERS;
  if (excess <= 0) return owners;
  const merged = new Map<string, Owner[]>();
  for (const owner of updaters.toSorted(olderFirst)) {
    if (excess <= 0) break;
    const { apiVersion } = owner;
    const oldest = merged.get(apiVersion);
    if (oldest === undefined) {
      merged.set(apiVersion, [owner]);
      continue;
    }
    // Where there is such an owner already, it takes the place of the first.
    const before = oldest.length === 1 ? updaters.find((one) => isSameOwner(one, mergedOwner(apiVersion))) : undefined;
    if (before !== undefined) oldest[0] = before;
    oldest.push(owner);
    excess -= 1;
  }
  const buckets = [...merged].filter(([, oldest]) => oldest.length > 1);
  const gone = new Set(buckets.flatMap(([, oldest]) => oldest));
  const made = buckets.map(([apiVersion, oldest]): Owner => {
    const fields = unionAll(oldest.map((owner) => owner.fields));
    return { ...mergedOwner(apiVersion), time: oldest.at(-1)?.time, fields };
  });
  return [...owners.filter((owner) => !gone.has(owner)), ...made];
}

function mergedOwner(apiVersion: string): OwnerIdentity {
  return { manager: MERGED_UPDATERS, operation: 'Update', apiVersion, subresource: '' };
}

function olderFirst(a: Owner, b: Owner): number {
  const [x, y] = [a.time ?? '', b.time ?? ''];
  return x === y ? compareIdentities(a, b) : x < y ? -1 : 1;
}

/** Orders owners by the text that stands for them in kube-apiserver. */
export function compareIdentities(a: OwnerIdentity, b: OwnerIdentity): number {
  const [x, y] = [identityText(a), identityText(b)];
  return x === y ? 0 : x < y ? -1 : 1;
}
