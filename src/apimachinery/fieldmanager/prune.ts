import { contains, EMPTY, type FieldSet, isEmpty, MEMBER, node } from './field-set.ts';
import { entryElement, indexEntries } from './list-entries.ts';
import type { FieldMergeType, MergeType } from './merge-type.ts';
import type { PathElement } from './path-element.ts';
import { removeItems } from './remove-items.ts';
import { entriesOf, memberOf } from './values.ts';

/**
 * Takes out of a merged object what its applier owned (`last`) and nobody owns by now (`wanted` is what all own together): an
 * entry or a member that the applier does not apply any more goes with all that is in it, but not where it is only something
 * within it that the applier owned.
 */
export function prune(type: MergeType, merged: unknown, last: FieldSet, wanted: FieldSet): unknown {
  if (isEmpty(last) || contains(wanted, last)) return merged;
  const gone = goneFrom(type, merged, last, wanted, false, false) ?? EMPTY;
  return removeItems(type, merged, gone);
}

/** The fields that go; of those that are in one another the outermost. */
function goneFrom(
  type: MergeType | undefined,
  value: unknown,
  last: FieldSet,
  wanted: FieldSet | undefined,
  isOwned: boolean,
  isUnwanted: boolean,
): FieldSet | undefined {
  const gone = new Map<PathElement, FieldSet>();
  const valueAt = valuesOf(type, value);
  for (const [element, child] of last.children) {
    const field = fieldOf(type, element);
    const wantedChild = wanted?.children.get(element);
    const isLast = isMember(child, field);
    const isOwn = isOwned || isLast;
    const isLost = isUnwanted || (isOwn && !(wantedChild !== undefined && isMember(wantedChild, field)));
    if (isLost && isLast) {
      gone.set(element, MEMBER);
      continue;
    }
    if (child.children.size === 0) continue;
    const childType = field?.type ?? (type === undefined || type.kind === 'scalar' ? undefined : type.element);
    const childValue = valueAt(element);
    const below = goneFrom(childType, childValue, child, wantedChild, isOwn, isLost);
    if (below === undefined) continue;
    // A list goes with its last entry.
    gone.set(element, isLast && losesAllEntries(childType, childValue, below) ? MEMBER : below);
  }
  return node(false, gone);
}

function fieldOf(type: MergeType | undefined, element: PathElement): FieldMergeType | undefined {
  return type?.kind === 'map' && element.startsWith('f:') ? type.fields.get(element.slice(2)) : undefined;
}

/** Whether a field is in a set: those that the schema knows are in it, too, where something in them is. */
function isMember({ member, children }: FieldSet, field: FieldMergeType | undefined): boolean {
  return member || (field !== undefined && children.size > 0);
}

/** What stands at each element of a value. */
function valuesOf(type: MergeType | undefined, value: unknown): (element: PathElement) => unknown {
  if (type?.kind !== 'list') return (element) => memberOf(value, element.slice(2));
  const entries = indexEntries(type, entriesOf(value));
  return (element) => entries.get(element)?.[0];
}

function losesAllEntries(type: MergeType | undefined, value: unknown, gone: FieldSet): boolean {
  if (type?.kind !== 'list' || !Array.isArray(value)) return false;
  return value.every((entry) => {
    const element = entryElement(type, entry);
    return typeof element === 'string' && gone.children.get(element)?.member === true;
  });
}
