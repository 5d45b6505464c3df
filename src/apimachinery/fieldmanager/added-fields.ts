import { isObject } from '../patch/json-value.ts';
import { type FieldSet, MEMBER, node } from './field-set.ts';
import { indexEntries } from './list-entries.ts';
import type { FieldMergeType, MergeType } from './merge-type.ts';
import { fieldElement, type PathElement } from './path-element.ts';
import { entriesOf, membersOf } from './values.ts';

/** What `compare` finds where a value comes from nothing, or goes: the value itself and all that is in it. */
export function addedFields(type: MergeType, value: unknown): FieldSet {
  const children = new Map<PathElement, FieldSet>();
  if (type.kind === 'map' && !type.atomic) {
    const object = isObject(value) ? value : {};
    for (const i of type.findDifferences(NOTHING, object) ?? []) {
      const { name, element, type: memberType } = type.fieldList[i] as FieldMergeType;
      children.set(element, addedFields(memberType, object[name]));
    }
    if (type.element !== undefined) {
      for (const [name, member] of membersOf(object))
        children.set(fieldElement(name), addedFields(type.element, member));
    }
  } else if (type.kind === 'list' && type.relation !== 'atomic') {
    for (const [element, same] of indexEntries(type, entriesOf(value))) {
      children.set(element, same.length === 1 ? addedFields(type.element, same[0]) : MEMBER);
    }
  }
  return node(true, children) ?? MEMBER;
}

const NOTHING = {};
