import { endOfString } from './json-string.ts';

const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * The position behind a value of a compact JSON text, which begins at `start`. What it holds is stepped over, not parsed.
 * Beyond the text's end, or -1, where the text ends within the value or has white space in it.
 */
function endOfCompactValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
      if (depth === 0) return at;
      continue;
    }
    if (code <= SPACE) return -1;
    if (code === OPEN_BRACE || code === OPEN_BRACKET) depth += 1;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      // The brace that ends what the value stands in.
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (code === COMMA && depth === 0) return at;
    at += 1;
  }
  return depth === 0 ? at : -1;
}

/** Steps through the members of an object in a compact JSON text, from behind its brace, or behind one of its members. */
export class CompactMembers {
  readonly #text: string;
  /** Where the member begins: at the quote of its name. */
  start: number;
  /** Where its value begins. */
  value = 0;
  /** Behind its value: at a comma or the object's brace, or at what stands there where the text is not compact JSON. */
  end: number;
  #isFirst: boolean;

  constructor(text: string, at: number, isFirst = true) {
    this.#text = text;
    this.#isFirst = isFirst;
    this.start = at;
    this.end = at;
  }

  /** Goes on to the next member; false where there is none. */
  next(): boolean {
    const text = this.#text;
    let start = this.end;
    if (!this.#isFirst) {
      if (text.charCodeAt(start) !== COMMA) return false;
      start += 1;
    }
    if (text.charCodeAt(start) !== QUOTE) return false;
    const colon = endOfString(text, start);
    if (text.charCodeAt(colon) !== COLON) return false;
    const end = endOfCompactValue(text, colon + 1);
    if (end <= colon + 1) return false;
    this.#isFirst = false;
    this.start = start;
    this.value = colon + 1;
    this.end = end;
    return true;
  }

  /** The member's name as it is written, which is what it says where it has no escapes. */
  get name(): string {
    return this.#text.slice(this.start + 1, this.value - 2);
  }

  /** Whether the member has that name, which is a plain word. */
  isNamed(name: string): boolean {
    return this.value - this.start === name.length + 3 && this.#text.startsWith(name, this.start + 1);
  }
}

const COLON = 0x3a;
