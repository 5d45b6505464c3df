// JSON.parse is exact up to 2^53, which has 16 digits.
const DIGITS = 16;

/**
 * Whether a JSON text may hold an integer that JSON.parse would round: whether so many digits stand in a row in it, be it in a string.
 * Of a row of that length one digit stands at a multiple of it, so that only those places are looked at.
 */
export function mayHoldLongIntegers(text: string): boolean {
  for (let at = DIGITS - 1; at < text.length; at += DIGITS) {
    if (!isDigit(text, at)) continue;
    let start = at;
    while (isDigit(text, start - 1)) start -= 1;
    let end = at + 1;
    while (isDigit(text, end)) end += 1;
    if (end - start >= DIGITS) return true;
  }
  return false;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}
