import { escapeHtml } from '../json/go-json.ts';
import { compareElements, type PathElement } from './path-element.ts';

/**
 * A set of fields of an object, as a tree: a node for each step of the way, of which those that are `member` belong to the set.
 * No node is without members in it or below it, but for the root of the empty set; the root itself is no member. Children stand in
 * the order of `fieldsV1`. Sets are immutable and share what they have in common. They are made by the functions of this file.
 */
export class FieldSet {
  readonly member: boolean;
  readonly children: ReadonlyMap<PathElement, FieldSet>;
  #text: string | undefined;

  constructor(member: boolean, children: ReadonlyMap<PathElement, FieldSet>) {
    this.member = member;
    this.children = children;
  }

  /** The text of the set, where it is part of another one, as FieldsV1 has it. Written once. */
  get text(): string {
    this.#text ??= this.#write();
    return this.#text;
  }

  #write(): string {
    if (this.children.size === 0) return '{}';
    // A field that has others below it says by a dot that it is in the set as well.
    const members = this.member ? ['".":{}'] : [];
    for (const [element, child] of this.children) members.push(`${quoted(element)}:${child.text}`);
    // Joined, because adding them up would leave a tree of hundreds of strings in memory.
    return members.length === 1 ? `{${members[0]}}` : `{${members.join()}}`;
  }
}

// Most elements are the members of a few schemas. Long ones come from clients.
const REMEMBERED_ELEMENTS = 4096;
const REMEMBERED_LENGTH = 100;
const quotedElements = new Map<PathElement, string>();

/** An element as a JSON string. */
function quoted(element: PathElement): string {
  const known = quotedElements.get(element);
  if (known !== undefined) return known;
  const text = escapeHtml(JSON.stringify(element));
  const isRemembered = element.length <= REMEMBERED_LENGTH && quotedElements.size < REMEMBERED_ELEMENTS;
  if (isRemembered) quotedElements.set(element, text);
  return text;
}

/** The way to a field, from the object on. */
export type FieldPathElements = readonly PathElement[];

const NONE: ReadonlyMap<PathElement, FieldSet> = new Map();

/** The set without fields. */
export const EMPTY: FieldSet = new FieldSet(false, NONE);

/** What stands at the end of the way to a field that has no fields of its own in the set. */
export const MEMBER: FieldSet = new FieldSet(true, NONE);

/** Whether a set is without fields. */
export function isEmpty(set: FieldSet): boolean {
  return !set.member && set.children.size === 0;
}

/** Makes a node of children in any order; undefined for one that would be empty. */
export function node(member: boolean, children: ReadonlyMap<PathElement, FieldSet>): FieldSet | undefined {
  if (children.size > 0) return new FieldSet(member, inOrder(children));
  return member ? MEMBER : undefined;
}

function inOrder(children: ReadonlyMap<PathElement, FieldSet>): ReadonlyMap<PathElement, FieldSet> {
  let last: PathElement | undefined;
  for (const element of children.keys()) {
    if (last !== undefined && compareElements(last, element) > 0) {
      return new Map([...children].sort(([a], [b]) => compareElements(a, b)));
    }
    last = element;
  }
  return children;
}

/** Whether the field at the end of a path is in the set. */
export function has(set: FieldSet, path: FieldPathElements): boolean {
  let at: FieldSet | undefined = set;
  for (const element of path) at = at?.children.get(element);
  return at?.member === true;
}

/** Whether every field of `part` is in `whole`. */
export function contains(whole: FieldSet, part: FieldSet): boolean {
  if (whole === part) return true;
  if (part.member && !whole.member) return false;
  for (const [element, child] of part.children) {
    const other = whole.children.get(element);
    if (other === undefined || !contains(other, child)) return false;
  }
  return true;
}

/** Whether two sets have the same fields. */
export function equals(a: FieldSet, b: FieldSet): boolean {
  return contains(a, b) && contains(b, a);
}

/** The fields that are in either set. */
export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (a === b || isEmpty(b)) return a;
  if (isEmpty(a)) return b;
  if (b.children.size === 0) return a.member ? a : new FieldSet(true, a.children);
  const children = new Map(a.children);
  for (const [element, child] of b.children) {
    const other = children.get(element);
    children.set(element, other === undefined ? child : union(other, child));
  }
  return node(a.member || b.member, children) ?? EMPTY;
}

/** The fields of `a` that are not in `b`. A field stays where only what is above or below it is in `b`. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  return subtract(a, b, false) ?? EMPTY;
}

/** The fields of `a` of which neither they nor anything above them is in `b`. */
export function recursiveDifference(a: FieldSet, b: FieldSet): FieldSet {
  return subtract(a, b, true) ?? EMPTY;
}

function subtract(a: FieldSet, b: FieldSet, recursive: boolean): FieldSet | undefined {
  let children: Map<PathElement, FieldSet> | undefined;
  if (b.children.size > 0) {
    for (const [element, child] of a.children) {
      const other = b.children.get(element);
      if (other === undefined) continue;
      const left = recursive && other.member ? undefined : subtract(child, other, recursive);
      if (left === child) continue;
      children ??= new Map(a.children);
      if (left === undefined) children.delete(element);
      else children.set(element, left);
    }
  }
  const member = a.member && !b.member;
  return children === undefined && member === a.member ? a : node(member, children ?? a.children);
}

/** The fields that are in both sets. */
export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  return common(a, b) ?? EMPTY;
}

function common(a: FieldSet, b: FieldSet): FieldSet | undefined {
  if (a === b) return a;
  const children = new Map<PathElement, FieldSet>();
  for (const [element, child] of a.children) {
    const other = b.children.get(element);
    const both = other === undefined ? undefined : common(child, other);
    if (both !== undefined) children.set(element, both);
  }
  return node(a.member && b.member, children);
}

/** The paths of a set's fields: at each step the fields that end there, then those that go on from there. */
export function pathsOf(set: FieldSet): PathElement[][] {
  const paths: PathElement[][] = [];
  const visit = (at: FieldSet, prefix: readonly PathElement[]): void => {
    for (const [element, child] of at.children) if (child.member) paths.push([...prefix, element]);
    for (const [element, child] of at.children) visit(child, [...prefix, element]);
  };
  visit(set, []);
  return paths;
}
