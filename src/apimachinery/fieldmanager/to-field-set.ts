import { isObject } from '../patch/json-value.ts';
import { type FieldSet, FieldSetBuilder } from './field-set.ts';
import { indexEntries } from './list-entries.ts';
import type { ListMergeType, MapMergeType, MergeType } from './merge-type.ts';
import { fieldElement, type PathElement } from './path-element.ts';
import { entriesOf, membersOf } from './values.ts';

/** The set of the fields that a value sets: its leaves, and the entries of lists and maps that have fields of their own. */
export function toFieldSet(type: MergeType, value: unknown): FieldSet {
  const set = new FieldSetBuilder();
  collect(type, value, [], set);
  return set.build();
}

function collect(type: MergeType, value: unknown, path: PathElement[], set: FieldSetBuilder): void {
  if (type.kind === 'scalar') set.insert(path);
  else if (type.kind === 'map') collectMembers(type, value, path, set);
  else collectEntries(type, value, path, set);
}

function collectMembers(type: MapMergeType, value: unknown, path: PathElement[], set: FieldSetBuilder): void {
  if (type.atomic) {
    set.insert(path);
    return;
  }
  for (const [name, member] of membersOf(value)) {
    const field = type.fields.get(name);
    const memberType = field?.type ?? type.element;
    if (memberType === undefined) continue;
    path.push(field?.element ?? fieldElement(name));
    collect(memberType, member, path, set);
    const hasNothing = member === null || (isObject(member) && membersOf(member).length === 0);
    if (field === undefined || hasNothing) set.insert(path);
    path.pop();
  }
}

function collectEntries(type: ListMergeType, value: unknown, path: PathElement[], set: FieldSetBuilder): void {
  if (type.relation === 'atomic') {
    set.insert(path);
    return;
  }
  for (const [element, same] of indexEntries(type, entriesOf(value))) {
    path.push(element);
    // Of entries that cannot be told apart nobody owns anything but all of them.
    if (same.length === 1) collect(type.element, same[0], path, set);
    set.insert(path);
    path.pop();
  }
}
