import { isObject, type JsonObject } from '../patch/json-value.ts';
import { EMPTY, type FieldSet, MEMBER, node, sortedElements, union } from './field-set.ts';
import { type PathElement, parsePathElement } from './path-element.ts';

/** The text of a set of fields in the format FieldsV1 (KEP-555), its elements in the order in which kube-apiserver writes them. */
export function fieldsV1Text(set: FieldSet): string {
  const known = texts.get(set);
  if (known !== undefined) return known;
  // Joined, which copies: a text that is added up is a tree of its parts, of which V8 would keep every one.
  const text = ['', write(set)].join('');
  texts.set(set, text);
  return text;
}

// A set is written again with each change of its object, but seldom changes itself.
const texts = new WeakMap<FieldSet, string>();

function write(set: FieldSet): string {
  const elements = sortedElements(set);
  let text = '';
  // A field that has others below it says by a dot that it is in the set as well.
  if (set.member && elements.length > 0) text = '".":{}';
  for (const element of elements) {
    if (text !== '') text += ',';
    text += `${JSON.stringify(element)}:${write(set.children.get(element) ?? EMPTY)}`;
  }
  return `{${text}}`;
}

/**
 * Reads a set of fields. Elements of a kind that does not exist are left out, since a later version may have them.
 * @throws Error where it is no set of fields.
 */
export function parseFieldsV1(value: unknown): FieldSet {
  return read(value, true) ?? EMPTY;
}

function read(value: unknown, isRoot: boolean): FieldSet | undefined {
  if (!isObject(value)) throw new Error('a set of fields is an object');
  const children = new Map<PathElement, FieldSet>();
  let member = false;
  for (const name of Object.keys(value)) {
    if (name === '.') {
      member = !isRoot;
      continue;
    }
    const element = known(name);
    const child = element === undefined ? undefined : read((value as JsonObject)[name], false);
    if (element === undefined || child === undefined) continue;
    const other = children.get(element);
    children.set(element, other === undefined ? child : union(other, child));
  }
  if (children.size > 0) return { member, children };
  return isRoot ? EMPTY : (node(true, children) ?? MEMBER);
}

function known(name: string): PathElement | undefined {
  if (name.length < 2 || name[1] !== ':') throw new Error(`${name} is no step of a path`);
  if (!'fkvi'.includes(name.charAt(0))) return undefined;
  const element = parsePathElement(name);
  if (element === undefined) throw new Error(`${name} is no step of a path`);
  return element;
}
