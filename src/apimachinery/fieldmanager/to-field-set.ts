import { isObject } from '../patch/json-value.ts';
import { EMPTY, FieldSet, MEMBER, node } from './field-set.ts';
import { indexEntries } from './list-entries.ts';
import type { ListMergeType, MapMergeType, MergeType } from './merge-type.ts';
import { fieldElement, type PathElement } from './path-element.ts';
import { entriesOf, membersOf } from './values.ts';

/** The set of the fields that an object sets: its leaves, and the entries of lists and maps that have fields of their own. */
export function toFieldSet(type: MergeType, object: unknown): FieldSet {
  return fieldsOf(type, object) ?? EMPTY;
}

function fieldsOf(type: MergeType, value: unknown): FieldSet | undefined {
  if (type.kind === 'scalar') return MEMBER;
  return type.kind === 'map' ? fieldsOfMembers(type, value) : fieldsOfEntries(type, value);
}

function fieldsOfMembers(type: MapMergeType, value: unknown): FieldSet | undefined {
  if (type.atomic) return MEMBER;
  const children = new Map<PathElement, FieldSet>();
  for (const [name, member] of membersOf(value)) {
    const field = type.fields.get(name);
    const memberType = field?.type ?? type.element;
    if (memberType === undefined) continue;
    const fields = fieldsOf(memberType, member);
    const hasNothing = member === null || (isObject(member) && membersOf(member).length === 0);
    const own = field === undefined || hasNothing ? asMember(fields) : fields;
    if (own !== undefined) children.set(field?.element ?? fieldElement(name), own);
  }
  return node(false, children);
}

function fieldsOfEntries(type: ListMergeType, value: unknown): FieldSet | undefined {
  if (type.relation === 'atomic') return MEMBER;
  const children = new Map<PathElement, FieldSet>();
  for (const [element, same] of indexEntries(type, entriesOf(value))) {
    // Of entries that cannot be told apart nobody owns anything but all of them.
    children.set(element, same.length === 1 ? asMember(fieldsOf(type.element, same[0])) : MEMBER);
  }
  return node(false, children);
}

function asMember(fields: FieldSet | undefined): FieldSet {
  if (fields === undefined) return MEMBER;
  return fields.member ? fields : new FieldSet(true, fields.children);
}
