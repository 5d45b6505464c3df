import { isObject, type JsonObject, member } from '../patch/json-value.ts';
import { addedFields } from './added-fields.ts';
import { difference, EMPTY, type FieldSet, MEMBER, node, union } from './field-set.ts';
import { EntryProblem, entryElement } from './list-entries.ts';
import { equalOfType, inSameOrder, isRepeated, uniqueElements } from './list-order.ts';
import type { FieldMergeType, ListMergeType, MapMergeType, MergeType } from './merge-type.ts';
import { fieldElement, type PathElement } from './path-element.ts';
import { equalValues, memberNames } from './values.ts';

/** What an update does to what its writer owns. */
export interface ChangedOwner {
  /** What the writer owns after it: the very set of before where that stays as it is. */
  readonly fields: FieldSet;
  /** Whether it changes or adds a field. */
  readonly touched: boolean;
}

/** Whom an update concerns. */
export interface Concerned {
  /** What the writer owns. */
  readonly own: FieldSet;
  /** What all others own. */
  readonly others: readonly FieldSet[];
  /** Fields that are not looked at. */
  readonly skip: FieldSet;
}

/**
 * Finds out what an update does to ownership where it does nothing to what others own; undefined where it may. Nearly all updates
 * come from whoever made the last one, and change the values of the same fields: this looks at what has changed and nothing
 * else, without making sets of the rest.
 */
export function changedOwner(
  type: MergeType,
  before: unknown,
  after: unknown,
  { own, others, skip }: Concerned,
): ChangedOwner | undefined {
  const walk = new OwnerWalk(before);
  const fields = walk.value(type, before, after, own, others, skip) ?? EMPTY;
  return walk.isUnclear ? undefined : { fields, touched: walk.touched };
}

type Node = FieldSet | undefined;
type Children = Map<PathElement, FieldSet> | undefined;

/** Walks through the two values and the sets at once; what it returns is the writer's own set in place of that it was given. */
class OwnerWalk {
  touched = false;
  isUnclear = false;
  readonly #whole: unknown;

  /** @param whole the object that the walk begins with. */
  constructor(whole: unknown) {
    this.#whole = whole;
  }

  value(
    type: MergeType,
    before: unknown,
    after: unknown,
    own: Node,
    others: readonly FieldSet[],
    skip?: FieldSet,
  ): Node {
    if (before === after || this.isUnclear) return own;
    if (before === undefined) return this.#added(type, after, own, others);
    if (after === undefined) return this.#removed(type, before, own, others);
    if (type.kind === 'map' && !type.atomic) return this.#map(type, before, after, own, others, skip);
    if (type.kind === 'list' && type.relation !== 'atomic') return this.#list(type, before, after, own, others);
    if (equalValues(before, after)) return own;
    if (others.some(({ member }) => member)) this.isUnclear = true;
    this.touched = true;
    if (own === undefined) return MEMBER;
    return own.member ? own : node(true, own.children);
  }

  #added(type: MergeType, after: unknown, own: Node, others: readonly FieldSet[]): Node {
    if (others.length > 0) this.isUnclear = true;
    this.touched = true;
    const added = addedFields(type, after);
    return own === undefined ? added : union(own, added);
  }

  #removed(type: MergeType, before: unknown, own: Node, others: readonly FieldSet[]): Node {
    if (others.length > 0) this.isUnclear = true;
    if (own === undefined) return undefined;
    const left = difference(own, addedFields(type, before));
    return left === EMPTY ? undefined : left;
  }

  #map(
    type: MapMergeType,
    before: unknown,
    after: unknown,
    own: Node,
    others: readonly FieldSet[],
    skip: FieldSet | undefined,
  ): Node {
    if (!isObject(before) || !isObject(after)) return this.#unclear(own);
    let children: Children;
    // What is skipped of an object as a whole may not be decoded yet, and is not even looked at.
    const differences = before === this.#whole ? type.fieldList.keys() : type.findDifferences(before, after);
    for (const i of differences ?? NOWHERE) {
      const { name, element, type: memberType } = type.fieldList[i] as FieldMergeType;
      const skipped = skip?.children.get(element);
      if (skipped?.member === true) continue;
      const child = own?.children.get(element);
      const changed = this.value(memberType, before[name], after[name], child, within(others, element), skipped);
      children = edited(own, children, element, child, changed);
    }
    return type.element === undefined
      ? finished(own, children)
      : this.#members(type.element, before, after, own, children, others);
  }

  #members(
    type: MergeType,
    before: JsonObject,
    after: JsonObject,
    own: Node,
    edit: Children,
    others: readonly FieldSet[],
  ): Node {
    let children = edit;
    for (const name of memberNames(before, after)) {
      const old = member(before, name);
      const next = member(after, name);
      if (old === next) continue;
      const element = fieldElement(name);
      const child = own?.children.get(element);
      const changed = this.value(type, old, next, child, within(others, element));
      children = edited(own, children, element, child, changed);
    }
    return finished(own, children);
  }

  #list(type: ListMergeType, before: unknown, after: unknown, own: Node, others: readonly FieldSet[]): Node {
    if (!Array.isArray(before) || !Array.isArray(after)) return this.#unclear(own);
    if (!inSameOrder(type, before, after)) return this.#entries(type, before, after, own, others);
    let children: Children;
    for (let i = 0; i < before.length; i += 1) {
      const old = before[i];
      const next = after[i];
      if (old === next || equalOfType(type.element, old, next)) continue;
      const element = entryElement(type, old);
      if (element instanceof EntryProblem || isRepeated(type, before, i)) return this.#unclear(own);
      const child = own?.children.get(element);
      const changed = this.value(type.element, old, next, child, within(others, element));
      children = edited(own, children, element, child, changed);
    }
    return finished(own, children);
  }

  /** Entries that came, went or moved. */
  #entries(
    type: ListMergeType,
    before: readonly unknown[],
    after: readonly unknown[],
    own: Node,
    others: readonly FieldSet[],
  ): Node {
    const old = uniqueElements(type, before);
    const next = uniqueElements(type, after);
    // Entries that cannot be told apart, or not at all, take a closer look.
    if (old === undefined || next === undefined) return this.#unclear(own);
    let children: Children;
    const visit = (element: PathElement, entry: unknown, then: unknown): void => {
      const child = own?.children.get(element);
      const changed = this.value(type.element, entry, then, child, within(others, element));
      children = edited(own, children, element, child, changed);
    };
    for (const [i, element] of old.entries()) visit(element, before[i], after[next.indexOf(element)]);
    for (const [i, element] of next.entries()) if (!old.includes(element)) visit(element, undefined, after[i]);
    return finished(own, children);
  }

  #unclear(own: Node): Node {
    this.isUnclear = true;
    return own;
  }
}

/** Sets a child among those of a node, of which `children` is a copy as soon as one of them changes. */
function edited(own: Node, children: Children, element: PathElement, before: Node, after: Node): Children {
  if (before === after) return children;
  const edit = children ?? new Map(own?.children);
  if (after === undefined) edit.delete(element);
  else edit.set(element, after);
  return edit;
}

function finished(own: Node, children: Children): Node {
  return children === undefined ? own : node(own?.member === true, children);
}

const NOWHERE: readonly number[] = [];
const NOBODY: readonly FieldSet[] = [];

/** What of the sets lies below an element: mostly nothing. */
function within(sets: readonly FieldSet[], element: PathElement): readonly FieldSet[] {
  let found: FieldSet[] | undefined;
  for (const { children } of sets) {
    const child = children.get(element);
    if (child === undefined) continue;
    found ??= [];
    found.push(child);
  }
  return found ?? NOBODY;
}
