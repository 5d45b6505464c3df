import { isObject, type JsonObject, setMember } from './json-value.ts';

/** A copy of a JSON value that shares no list and no object with it, and how many bytes its JSON text has. */
export interface MeasuredCopy {
  readonly value: unknown;
  readonly bytes: number;
}

/**
 * Copies a JSON value, and gives up where its text is longer than `limit` bytes: undefined then. Without recursion: a document may
 * be deeper than the stack.
 */
export function measuredCopy(value: unknown, limit: number): MeasuredCopy | undefined {
  let bytes = 0;
  const open: { readonly from: readonly unknown[] | JsonObject; readonly to: unknown[] | JsonObject }[] = [];
  const copyOf = (one: unknown): unknown => {
    if (Array.isArray(one)) {
      const to: unknown[] = [];
      open.push({ from: one, to });
      return to;
    }
    if (isObject(one)) {
      const to: JsonObject = {};
      open.push({ from: one, to });
      return to;
    }
    bytes += textBytes(one);
    return one;
  };
  const copy = copyOf(value);
  for (let next = open.pop(); next !== undefined && bytes <= limit; next = open.pop()) {
    const { from, to } = next;
    let entries = 0;
    if (Array.isArray(to)) {
      for (const entry of from as readonly unknown[]) to.push(copyOf(entry));
      entries = to.length;
    } else {
      for (const [name, member] of Object.entries(from)) {
        if (member === undefined) continue;
        entries += 1;
        bytes += textBytes(name) + 1;
        setMember(to, name, copyOf(member));
      }
    }
    // The brackets, and a comma between two.
    bytes += 2 + Math.max(0, entries - 1);
  }
  return bytes > limit ? undefined : { value: copy, bytes };
}

function textBytes(scalar: unknown): number {
  if (typeof scalar === 'bigint') return String(scalar).length;
  return Buffer.byteLength(JSON.stringify(scalar ?? null));
}
