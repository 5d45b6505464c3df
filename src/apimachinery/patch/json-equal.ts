import { JsonNumber } from '../json/json-number.ts';
import { isObject, type JsonObject, member } from './json-value.ts';

/**
 * Whether two JSON values are the same: the order of members does not matter, and numbers are compared as they are written, so
 * that 1 is not 1.0, as kube-apiserver has it. null and no value at all are the same.
 */
export function jsonEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (a === null || a === undefined || b === null || b === undefined) return (a ?? null) === (b ?? null);
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => jsonEqual(item, b[i]));
  }
  if (isObject(a)) return isObject(b) && sameMembers(a, b);
  return isNumber(a) && isNumber(b) && numberText(a) === numberText(b);
}

function sameMembers(a: JsonObject, b: JsonObject): boolean {
  const names = presentNames(a);
  return (
    names.length === presentNames(b).length &&
    names.every((name) => member(b, name) !== undefined && jsonEqual(a[name], member(b, name)))
  );
}

function presentNames(object: JsonObject): string[] {
  return Object.keys(object).filter((name) => object[name] !== undefined);
}

function isNumber(value: unknown): value is number | bigint | JsonNumber {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof JsonNumber;
}

function numberText(value: number | bigint | JsonNumber): string {
  return value instanceof JsonNumber ? value.text : String(value);
}
