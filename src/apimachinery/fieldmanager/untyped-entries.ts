import type { TSchema } from '@sinclair/typebox';
import { isObject } from '../patch/json-value.ts';
import { EntryProblem, entryElement } from './list-entries.ts';
import { type ListMergeType, type MapMergeType, type MergeType, mergeTypeOf } from './merge-type.ts';
import { fieldElement, printElement } from './path-element.ts';
import { entriesOf, membersOf } from './values.ts';

/**
 * Finds what keeps an object from being owned: an entry of a list without any of the keys that tell entries apart. Undefined where
 * there is none.
 */
export type FindUntypedEntry = (object: unknown) => string | undefined;

const NOTHING: FindUntypedEntry = () => undefined;

/**
 * Makes what looks for entries that kube-apiserver's field manager cannot place, in its words. Clients may write such entries where
 * no rule of the kind asks for the keys, as none does in the secrets of a ServiceAccount; kube-apiserver then knows no owners of
 * the object any more. For a schema all of whose lists have keys that are always there, as nearly all are, it looks at nothing.
 */
export function untypedEntryFinder(schema: TSchema): FindUntypedEntry {
  if (!isDoubted(schema)) return NOTHING;
  const type = mergeTypeOf(schema);
  const doubted = doubtedTypes(type);
  return (object) => find(type, object, doubted);
}

/** Whether there is a list in a schema whose entries may have no key. Merge types are not made for it: there are many. */
function isDoubted(schema: TSchema): boolean {
  const known = doubts.get(schema);
  if (known !== undefined) return known;
  // A schema that contains itself is looked at once.
  doubts.set(schema, false);
  const { properties = {}, items, additionalProperties } = schema;
  const below: unknown[] = [...Object.values(properties), items, additionalProperties];
  const found =
    (items !== undefined && mayLackKeys(mergeTypeOf(schema))) ||
    below.some((one) => typeof one === 'object' && one !== null && isDoubted(one as TSchema));
  doubts.set(schema, found);
  return found;
}

const doubts = new WeakMap<TSchema, boolean>();

/** The types on the way from `root` to a list whose entries may have no key. */
function doubtedTypes(root: MergeType): ReadonlySet<MergeType> {
  const doubted = new Set<MergeType>();
  const seen = new Set<MergeType>();
  const look = (type: MergeType): boolean => {
    if (seen.has(type) || type.kind === 'scalar') return doubted.has(type);
    seen.add(type);
    const below = type.kind === 'list' ? [type.element] : [...type.fieldList.map((field) => field.type), type.element];
    const isOnTheWay = below.filter((one) => one !== undefined && look(one)).length > 0 || mayLackKeys(type);
    if (isOnTheWay) doubted.add(type);
    return isOnTheWay;
  };
  look(root);
  return doubted;
}

function mayLackKeys(type: MergeType): type is ListMergeType {
  return (
    type.kind === 'list' &&
    type.relation === 'keyed' &&
    type.keys.every((key) => key.default === undefined && !key.isAlwaysThere)
  );
}

function find(type: MergeType, value: unknown, doubted: ReadonlySet<MergeType>): string | undefined {
  if (!doubted.has(type)) return undefined;
  if (type.kind === 'list') return findInList(type, entriesOf(value), doubted);
  return type.kind === 'map' ? findInMap(type, value, doubted) : undefined;
}

function findInMap(type: MapMergeType, value: unknown, doubted: ReadonlySet<MergeType>): string | undefined {
  if (!isObject(value)) return undefined;
  // Fields that are not in doubt may not be decoded yet.
  for (const { name, element, type: memberType } of type.fieldList) {
    const found = doubted.has(memberType) ? find(memberType, value[name], doubted) : undefined;
    if (found !== undefined) return within(element, found);
  }
  if (type.element === undefined || !doubted.has(type.element)) return undefined;
  for (const [name, member] of membersOf(value)) {
    const found = find(type.element, member, doubted);
    if (found !== undefined) return within(fieldElement(name), found);
  }
  return undefined;
}

function findInList(
  type: ListMergeType,
  entries: readonly unknown[],
  doubted: ReadonlySet<MergeType>,
): string | undefined {
  for (const [i, entry] of entries.entries()) {
    const element = type.relation === 'atomic' ? `i:${i}` : entryElement(type, entry);
    if (element instanceof EntryProblem) return `: element ${i}: ${element.message}`;
    const found = find(type.element, entry, doubted);
    if (found !== undefined) return within(element, found);
  }
  return undefined;
}

function within(element: string, found: string): string {
  return printElement(element) + found;
}
