import { JsonNumber } from '../json/json-number.ts';

/**
 * Applies a JSON merge patch (RFC 7386) to a freshly parsed document, in place where it can be, and returns the result.
 * A member that is null in the patch is removed; an object is merged; anything else replaces what was there.
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: Record<string, unknown> = isObject(target) ? target : {};
  for (const [name, change] of Object.entries(patch)) {
    if (change === null) {
      delete result[name];
      continue;
    }
    const own = Object.hasOwn(result, name) ? result[name] : undefined;
    // Assigning to `__proto__` would set the prototype; defining it makes a member like any other.
    Object.defineProperty(result, name, {
      configurable: true,
      enumerable: true,
      writable: true,
      value: mergePatch(own, change),
    });
  }
  return result;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber);
}
