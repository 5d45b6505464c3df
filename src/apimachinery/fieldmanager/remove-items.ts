import { isObject, setMember } from '../patch/json-value.ts';
import { type FieldSet, isEmpty } from './field-set.ts';
import { EntryProblem, entryElement } from './list-entries.ts';
import type { ListMergeType, MapMergeType, MergeType } from './merge-type.ts';
import { fieldElement } from './path-element.ts';
import { membersOf } from './values.ts';

/**
 * Takes fields out of a value. What is left of an object or a list of which something was taken stays, empty or not. What is owned
 * as a whole is gone where anything in it is to go. Shares with the value what stays as it is.
 */
export function removeItems(type: MergeType, value: unknown, items: FieldSet): unknown {
  if (isEmpty(items) || type.kind === 'scalar') return value;
  return type.kind === 'map' ? removeMembers(type, value, items) : removeEntries(type, value, items);
}

function removeMembers(type: MapMergeType, value: unknown, items: FieldSet): unknown {
  if (!isObject(value) || type.atomic) return undefined;
  const left: Record<string, unknown> = {};
  for (const [name, member] of membersOf(value)) {
    const field = type.fields.get(name);
    const at = items.children.get(field?.element ?? fieldElement(name));
    if (at?.member === true) continue;
    const memberType = field?.type ?? type.element;
    const kept = at === undefined || memberType === undefined ? member : removeWithin(memberType, member, at);
    setMember(left, name, kept);
  }
  return left;
}

function removeEntries(type: ListMergeType, value: unknown, items: FieldSet): unknown {
  if (!Array.isArray(value) || type.relation === 'atomic') return undefined;
  const left: unknown[] = [];
  for (const entry of value) {
    const element = entryElement(type, entry);
    const at = element instanceof EntryProblem ? undefined : items.children.get(element);
    if (at?.member === true) continue;
    left.push(at === undefined ? entry : removeWithin(type.element, entry, at));
  }
  return left;
}

/** What is left of a value that itself is to stay. */
function removeWithin(type: MergeType, value: unknown, items: FieldSet): unknown {
  const left = removeItems(type, value, items);
  if (left !== undefined) return left;
  if (Array.isArray(value)) return [];
  return isObject(value) ? {} : null;
}
