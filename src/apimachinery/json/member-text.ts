import { endOfString } from './json-string.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * The text of one member's value in a compact JSON object, whose first member begins at `start`; undefined where the object
 * has no such member. What stands before it is stepped over, not parsed: a microsecond or two for the spec of a pod.
 * `name` is a plain word.
 */
export function memberText(text: string, start: number, name: string): string | undefined {
  let at = start;
  while (text.charCodeAt(at) === QUOTE) {
    const afterKey = endOfString(text, at);
    const found = afterKey - at === name.length + 2 && text.startsWith(name, at + 1);
    const end = endOfValue(text, afterKey + 1);
    if (found) return text.slice(afterKey + 1, end);
    if (text.charCodeAt(end) !== COMMA) return undefined;
    at = end + 1;
  }
  return undefined;
}

function endOfValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
      if (depth === 0) return at;
      continue;
    }
    if (code === OPEN_BRACE || code === OPEN_BRACKET) depth += 1;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      // The brace that ends the object itself.
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (code === COMMA && depth === 0) return at;
    at += 1;
  }
  return at;
}
