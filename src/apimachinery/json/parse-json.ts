import { JsonNumber } from './json-number.ts';
import { endOfString } from './json-string.ts';
import { PLAIN_INTEGER } from './json-tree.ts';
import { nativeParse, type Reviver } from './native-parse.ts';
import { type JsonScan, scanJson } from './scan-json.ts';

/** A parsed document: its value, and how many keys its text has (see JsonScan). */
export interface JsonDocument {
  readonly value: unknown;
  readonly keys: number;
}

// As in Go's encoding/json, so that a hostile body is refused the same way.
const MAX_DEPTH = 10_000;

/** Why a text is no JSON document, in the words of Go's encoding/json. */
export class JsonSyntaxError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'JsonSyntaxError';
  }
}

/**
 * Parses JSON without losing anything: numbers that a double cannot hold, or that are no plain integers, come as
 * JsonNumber; a lone surrogate becomes U+FFFD, as in Go. `__proto__` is a key like any other.
 * @throws JsonSyntaxError
 */
export function parseJson(text: string): JsonDocument {
  const scan = scanJson(text);
  // A text can only be nested as deeply as it is long.
  if (text.length > MAX_DEPTH && depthOf(text) > MAX_DEPTH) throw new JsonSyntaxError('exceeded max depth');
  try {
    return { value: nativeParse(text, reviver(scan)), keys: scan.keys };
  } catch (error) {
    // Some deep documents are read by recursion: what overflows there is far deeper than any object of the API.
    if (error instanceof RangeError) throw new JsonSyntaxError('exceeded max depth');
    throw new JsonSyntaxError(inWordsOfGo(error instanceof Error ? error.message : String(error), text));
  }
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at) - 1;
    else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}

function reviver({ unusualNumber, surrogateEscape }: JsonScan): Reviver | undefined {
  // Most documents need no reviving, which costs five times as much as parsing.
  if (!unusualNumber && !surrogateEscape) return undefined;
  return (_, value, context) => {
    if (typeof value === 'string') return value.toWellFormed();
    if (typeof value === 'object' && value !== null) return surrogateEscape ? withWellFormedKeys(value) : value;
    if (typeof value !== 'number' || context?.source === undefined) return value;
    return PLAIN_INTEGER.test(context.source) ? value : new JsonNumber(context.source);
  };
}

function withWellFormedKeys(value: object): object {
  if (Array.isArray(value) || Object.keys(value).every((key) => key.isWellFormed())) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key.toWellFormed(), member]));
}

function inWordsOfGo(message: string, text: string): string {
  if (/end of JSON input|Unterminated/i.test(message)) return 'unexpected end of JSON input';
  const at = /position (\d+)/.exec(message)?.[1];
  const character = at === undefined ? /token '?(.)'?/su.exec(message)?.[1] : text[Number(at)];
  if (character === undefined) return 'unexpected end of JSON input';
  const literal = brokenLiteral(text);
  const where = /Expected ':'/.test(message)
    ? 'after object key'
    : /property name/.test(message)
      ? 'looking for beginning of object key string'
      : /Expected ',' or '}'/.test(message)
        ? 'after object key:value pair'
        : /Expected ',' or ']'/.test(message)
          ? 'after array element'
          : /after JSON|non-whitespace/.test(message)
            ? 'after top-level value'
            : literal?.found === character
              ? `in literal ${literal.word} (expecting '${literal.expected}')`
              : 'looking for beginning of value';
  return `invalid character '${printed(character)}' ${where}`;
}

const LITERALS: Readonly<Record<string, string>> = { t: 'true', f: 'false', n: 'null' };

/** The first of the words true, false and null in a text that does not go on as it begins. */
function brokenLiteral(text: string): { word: string; expected: string; found: string } | undefined {
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    const word = LITERALS[character];
    if (character === '"') at = endOfString(text, at) - 1;
    else if (word !== undefined) {
      for (let i = 1; i < word.length; i += 1) {
        const found = text[at + i];
        if (found === undefined) return undefined;
        if (found !== word[i]) return { word, expected: word[i] ?? '', found };
      }
      at += word.length - 1;
    } else if (!BETWEEN_LITERALS.test(character)) return undefined;
  }
  return undefined;
}

/** What stands in a document outside of strings and literals. */
const BETWEEN_LITERALS = /[-+0-9.eE[\]{},:\s]/;

function printed(character: string): string {
  return character === "'" ? "\\'" : character === '"' ? character : JSON.stringify(character).slice(1, -1);
}
