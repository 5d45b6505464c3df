import { isObject, type JsonObject } from '../patch/json-value.ts';
import { EMPTY, type FieldSet, node, union } from './field-set.ts';
import { type PathElement, parsePathElement } from './path-element.ts';

/**
 * Reads a set of fields. Elements of a kind that does not exist are left out, since a later version may have them.
 * @throws Error where it is no set of fields.
 */
export function parseFieldsV1(value: unknown): FieldSet {
  return read(value, 0) ?? EMPTY;
}

// No object of the API is half as deep; a set that is deeper than the stack could not be written again.
const MAX_DEPTH = 100;

function read(value: unknown, depth: number): FieldSet | undefined {
  if (!isObject(value)) throw new Error('a set of fields is an object');
  if (depth > MAX_DEPTH) throw new Error('a set of fields is not that deep');
  const children = new Map<PathElement, FieldSet>();
  let member = false;
  for (const name of Object.keys(value)) {
    if (name === '.') {
      member = depth > 0;
      continue;
    }
    const element = known(name);
    const child = element === undefined ? undefined : read((value as JsonObject)[name], depth + 1);
    if (element === undefined || child === undefined) continue;
    const other = children.get(element);
    children.set(element, other === undefined ? child : union(other, child));
  }
  return node(depth > 0 && (member || children.size === 0), children);
}

function known(name: string): PathElement | undefined {
  if (name.length < 2 || name[1] !== ':') throw new Error(`${name} is no step of a path`);
  if (!'fkvi'.includes(name.charAt(0))) return undefined;
  const element = parsePathElement(name);
  if (element === undefined) throw new Error(`${name} is no step of a path`);
  return element;
}
