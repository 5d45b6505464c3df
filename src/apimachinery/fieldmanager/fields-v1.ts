import { isObject, type JsonObject } from '../patch/json-value.ts';
import { EMPTY, type FieldSet, node, union } from './field-set.ts';
import { type PathElement, parsePathElement } from './path-element.ts';

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
  return node(isRoot ? false : member || children.size === 0, children);
}

function known(name: string): PathElement | undefined {
  if (name.length < 2 || name[1] !== ':') throw new Error(`${name} is no step of a path`);
  if (!'fkvi'.includes(name.charAt(0))) return undefined;
  const element = parsePathElement(name);
  if (element === undefined) throw new Error(`${name} is no step of a path`);
  return element;
}
