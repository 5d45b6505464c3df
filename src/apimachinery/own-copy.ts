import { JsonNumber } from './json/json-number.ts';

/** A copy of a value that shares no list and no object with it; of what objects of the API are made of, which may be undefined. */
export function ownCopy<T>(value: T): T {
  return copied(value) as T;
}

function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (typeof value !== 'object' || value === null || value instanceof JsonNumber) return value;
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  return Object.fromEntries(entries.map(([name, member]) => [name, copied(member)]));
}
