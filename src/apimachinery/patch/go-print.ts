import { compareKeys } from '../decode/compare-keys.ts';
import { JsonNumber } from '../json/json-number.ts';
import { isObject } from './json-value.ts';

/** Prints a JSON value as Go's `%v` does: `map[conditions:[map[status:True type:Ready]] phase:<nil>]`. */
export function goPrint(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goPrint).join(' ')}]`;
  if (value instanceof JsonNumber) return goNumber(value.text);
  if (!isObject(value)) return String(value);
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  return `map[${names
    .sort(compareKeys)
    .map((name) => `${name}:${goPrint(value[name])}`)
    .join(' ')}]`;
}

/** The kinds of Go values that JSON is decoded into. */
export type GoKind = 'map' | 'slice' | 'string' | 'bool' | 'int64' | 'float64';

/** The kind of Go value that a JSON value is decoded into: integers are int64 where they can be. null has none. */
export function goKind(value: unknown): GoKind | undefined {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return 'slice';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
    case 'bigint':
      return 'int64';
    default:
      if (!(value instanceof JsonNumber)) return 'map';
      return isInt64(value.text) ? 'int64' : 'float64';
  }
}

function isInt64(text: string): boolean {
  return /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}

function goNumber(text: string): string {
  if (isInt64(text)) return String(BigInt(text));
  const value = Number(text);
  // Go writes small numbers with an exponent earlier than JavaScript, and exponents with two digits.
  const shown = value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential() : String(value);
  return shown.replace(/e([+-])(\d)$/, 'e$10$2');
}
