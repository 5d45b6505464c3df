import { JsonNumber } from '../json/json-number.ts';

/** An object of a JSON document. A member that is undefined is as good as none. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber);
}

/**
 * The member of that name; undefined where there is none, whatever the prototype has. Whoever looks for what a client names asks
 * this: `constructor` is a good key of a label.
 */
export function member<V>(object: Readonly<Record<string, V>> | undefined, name: string): V | undefined {
  return object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Sets a member of an object that is the caller's own. */
export function setMember<V>(object: Readonly<Record<string, V>>, name: string, value: V): void {
  // Assigning to `__proto__` would set the prototype; defining it makes a member like any other.
  if (name === '__proto__') Object.defineProperty(object, name, { ...PLAIN, value });
  else (object as Record<string, unknown>)[name] = value;
}

const PLAIN = { configurable: true, enumerable: true, writable: true } as const;

/** Takes a member out of an object that is the caller's own. */
export function removeMember(object: JsonObject, name: string): void {
  delete (object as Record<string, unknown>)[name];
}

/** How many members the objects of a value have, at any depth. Without recursion: a document may be deeper than the stack. */
export function membersWithin(value: unknown): number {
  let members = 0;
  const open = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) {
      for (const item of next) if (typeof item === 'object' && item !== null) open.push(item);
    } else if (isObject(next)) {
      for (const name of Object.keys(next)) {
        const one = next[name];
        if (one === undefined) continue;
        members += 1;
        if (typeof one === 'object' && one !== null) open.push(one);
      }
    }
  }
  return members;
}
