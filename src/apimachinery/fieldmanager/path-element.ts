import { compareKeys } from '../decode/compare-keys.ts';
import { goQuote } from '../go-quote.ts';
import { escapeHtml } from '../json/go-json.ts';
import { JsonNumber } from '../json/json-number.ts';
import { parseJson } from '../json/parse-json.ts';
import { isObject } from '../patch/json-value.ts';

/**
 * One step of the way to a field, in the text form that `fieldsV1` has for it (KEP-555):
 *
 *     f:name                 the member of that name
 *     k:{"name":"main"}      the entry of a list whose keys have these values, the keys in order
 *     v:"a"                  the entry of a set that has this value
 *     i:0                    the entry of a list by its position
 *
 * Two elements are the same where their texts are, for they are always written in this one way.
 */
export type PathElement = string;

/** The element of an object's member. */
export function fieldElement(name: string): PathElement {
  return `f:${name}`;
}

/** The element of a list's entry that `keys`, which stand in order of their names, tell apart. */
export function keyElement(keys: readonly (readonly [name: string, value: unknown])[]): PathElement {
  let text = '';
  for (const [name, value] of keys) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${elementJson(value)}`;
  return `k:{${text}}`;
}

/** The element of a set's entry. */
export function valueElement(value: unknown): PathElement {
  return `v:${elementJson(value)}`;
}

/** Brings an element that a client wrote into the one way in which it is written here; undefined where it means nothing. */
export function parsePathElement(text: string): PathElement | undefined {
  const content = text.slice(2);
  switch (text.slice(0, 2)) {
    case 'f:':
      return text;
    case 'i:':
      return /^[+-]?\d{1,15}$/.test(content) ? `i:${Number(content)}` : undefined;
    case 'v:':
      return valueElement(parseJson(content).value);
    case 'k:': {
      const { value } = parseJson(content);
      return isObject(value) ? keyElement(Object.entries(value).sort(([a], [b]) => compareKeys(a, b))) : undefined;
    }
    default:
      return undefined;
  }
}

/** Orders elements as `fieldsV1` lists them: members by name, keys, values from number to string to boolean, positions. */
export function compareElements(a: PathElement, b: PathElement): number {
  if (a === b) return 0;
  const kind = a.charAt(0);
  if (kind !== b.charAt(0)) return ORDER.indexOf(kind) - ORDER.indexOf(b.charAt(0));
  switch (kind) {
    case 'f':
      return compareKeys(a, b);
    case 'i':
      return Number(a.slice(2)) - Number(b.slice(2));
    case 'v':
      return compareValues(contentOf(a), contentOf(b));
    default:
      if (PLAIN_KEY.test(a) && PLAIN_KEY.test(b)) return compareKeys(a.slice(0, -2), b.slice(0, -2));
      return compareKeyLists(Object.entries(contentOf(a) as object), Object.entries(contentOf(b) as object));
  }
}

const ORDER = 'fkvi';

// One key whose value is text without anything that JSON escapes: its order is that of the text.
const PLAIN_KEY = /^k:\{"\w+":"[^"\\]*"\}$/;

/** Prints an element as messages name it: `.name`, `[name="main"]`, `[="a"]`, `[0]`. */
export function printElement(element: PathElement): string {
  switch (element.charAt(0)) {
    case 'f':
      return `.${element.slice(2)}`;
    case 'k': {
      const keys = Object.entries(contentOf(element) as object);
      return `[${keys.map(([name, value]) => `${name}=${printValue(value)}`).join(',')}]`;
    }
    case 'v':
      return `[=${printValue(contentOf(element))}]`;
    default:
      return `[${element.slice(2)}]`;
  }
}

/** Prints the way to a field. */
export function printPath(path: readonly PathElement[]): string {
  return path.map(printElement).join('');
}

function contentOf(element: PathElement): unknown {
  return parseJson(element.slice(2)).value;
}

function compareKeyLists(a: readonly [string, unknown][], b: readonly [string, unknown][]): number {
  for (const [i, [name, value]] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    const order = compareKeys(name, other[0]) || compareValues(value, other[1]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareValues(a: unknown, b: unknown): number {
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0) return rank;
  if (typeof a === 'string') return compareKeys(a, String(b));
  return Number(numberOf(a)) - Number(numberOf(b));
}

function rankOf(value: unknown): number {
  if (typeof value === 'number' || value instanceof JsonNumber) return 0;
  if (typeof value === 'string') return 1;
  return typeof value === 'boolean' ? 2 : 3;
}

function numberOf(value: unknown): unknown {
  return value instanceof JsonNumber ? value.text : value;
}

function printValue(value: unknown): string {
  if (typeof value === 'string') return goQuote(value);
  if (value instanceof JsonNumber) return value.text;
  return JSON.stringify(value) ?? 'null';
}

/** JSON as Go writes it, with what HTML would read escaped. */
function elementJson(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  return escapeHtml(JSON.stringify(value instanceof JsonNumber ? plainNumber(value) : value) ?? 'null');
}

function plainNumber(number: JsonNumber): unknown {
  const value = Number(number.text);
  return Number.isSafeInteger(value) ? value : number;
}
