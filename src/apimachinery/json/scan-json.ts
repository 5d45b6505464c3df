/** What a quick look at a JSON text tells about it; meaningless where the text turns out not to be JSON. */
export interface JsonScan {
  /** At least as many as the keys in the text, a repeated one counted each time; more where a string looks like the end of one. */
  readonly keys: number;
  /** Whether a number may stand in it that a double may not hold, or that is not written as a plain integer. */
  readonly unusualNumber: boolean;
  /** Whether an escaped surrogate may stand in it, which may be alone. */
  readonly surrogateEscape: boolean;
}

// Every integer of at most 15 digits is exact as a double.
const EXACT_DIGITS = 15;
// Most writers put a colon right behind its key. Where whitespace stands between them, the colon is found by its last character.
const COLONS = ['":', ' :', '\n:', '\t:', '\r:'];

/**
 * Looks a text over for what `JSON.parse` does not tell: a key that stands twice, a number that was rounded. Only the ends of
 * keys are looked at, which native search finds; it costs a third of parsing and never fails.
 */
export function scanJson(text: string): JsonScan {
  let keys = 0;
  let unusualNumber = false;
  for (const colon of COLONS) {
    for (let at = text.indexOf(colon); at >= 0; at = text.indexOf(colon, at)) {
      keys += 1;
      at = afterSpace(text, at + 2);
      unusualNumber ||= mayBeUnusual(text, at);
    }
  }
  return { keys, unusualNumber, surrogateEscape: /\\u[dD]/.test(text) };
}

/** Whether the value at a position may be or hold a number of the unusual kind. */
function mayBeUnusual(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === OPEN_BRACKET) {
    // Lists of numbers are rare: what may be one is taken for unusual unread. Its first entry may be null.
    const first = text.charCodeAt(afterSpace(text, at + 1));
    return beginsNumber(first) || first === LETTER_N;
  }
  if (!beginsNumber(code)) return false;
  let end = at + 1;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return end - at > EXACT_DIGITS || isFraction(text.charCodeAt(end));
}

const OPEN_BRACKET = 0x5b;
const LETTER_N = 0x6e;

function afterSpace(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code === 0x20 || (code >= 0x09 && code <= 0x0d); code = text.charCodeAt(at))
    at += 1;
  return at;
}

// What follows the digits of a number that is no plain integer: `.`, `e` or `E`.
function isFraction(code: number): boolean {
  return code === 0x2e || code === 0x65 || code === 0x45;
}

function beginsNumber(code: number): boolean {
  return isDigit(code) || code === 0x2d;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
