import { JsonNumber } from '../json/json-number.ts';
import { isObject, type JsonObject, member } from '../patch/json-value.ts';

/** The members of a value that are there: those that are not undefined. */
export function membersOf(value: unknown): [name: string, value: unknown][] {
  return isObject(value) ? Object.entries(value).filter(([, one]) => one !== undefined) : [];
}

/** The member of that name of a value that may be no object. */
export function memberOf(value: unknown, name: string): unknown {
  return isObject(value) ? member(value, name) : undefined;
}

/** The names of members that are there in either value, those of `a` first. */
export function memberNames(a: unknown, b: unknown): string[] {
  const names = membersOf(a).map(([name]) => name);
  for (const [name] of membersOf(b)) if (memberOf(a, name) === undefined) names.push(name);
  return names;
}

/** The entries of a value that may be no list. */
export function entriesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Whether two values are equal as server-side apply has it: members in any order, numbers by what they amount to. */
export function equalValues(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((entry, i) => equalValues(entry, b[i]));
  }
  if (isObject(a)) return isObject(b) && sameMembers(a, b);
  return isNumber(a) && isNumber(b) && sameNumber(a, b);
}

function sameMembers(a: JsonObject, b: JsonObject): boolean {
  for (const name of Object.keys(a)) if (!equalValues(a[name], member(b, name))) return false;
  for (const name of Object.keys(b)) if (b[name] !== undefined && member(a, name) === undefined) return false;
  return true;
}

/** Whether a value is a number, whatever it is held in. */
export function isNumber(value: unknown): value is number | bigint | JsonNumber {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof JsonNumber;
}

function sameNumber(a: number | bigint | JsonNumber, b: number | bigint | JsonNumber): boolean {
  const [x, y] = [textOf(a), textOf(b)];
  return x === y || (Number(x) === Number(y) && !(isLong(x) && isLong(y)));
}

function textOf(number: number | bigint | JsonNumber): string {
  return number instanceof JsonNumber ? number.text : String(number);
}

function isLong(text: string): boolean {
  return /^-?\d{16,}$/.test(text);
}
