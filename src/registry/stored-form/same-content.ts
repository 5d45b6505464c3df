import { JsonNumber } from '../../apimachinery/json/json-number.ts';
import { member } from '../../apimachinery/patch/json-value.ts';

/** Whether two decoded values would be written alike, but for the order of members of maps. */
export function hasSameContent(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => hasSameContent(item, b[i]))
    );
  }
  if (a instanceof JsonNumber || b instanceof JsonNumber) {
    return a instanceof JsonNumber && b instanceof JsonNumber && a.text === b.text;
  }
  for (const name in a) if (!hasSameContent((a as Members)[name], member(b as Members, name))) return false;
  for (const name in b)
    if ((b as Members)[name] !== undefined && member(a as Members, name) === undefined) return false;
  return true;
}

type Members = Readonly<Record<string, unknown>>;
