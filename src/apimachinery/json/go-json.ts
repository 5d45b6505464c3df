import { stringifyJson } from './stringify-json.ts';

const HTML = /[<>&\u2028\u2029]/;
const EVERY_HTML = /[<>&\u2028\u2029]/g;
const ESCAPED: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** Writes a value as Go's encoding/json does: what HTML and JavaScript would read as something of theirs is escaped. */
export function goJson(value: unknown): string {
  return escapeHtml(stringifyJson(value).text);
}

/** JSON text with what HTML and JavaScript would read as something of theirs escaped. */
export function escapeHtml(text: string): string {
  return HTML.test(text) ? text.replace(EVERY_HTML, (character) => ESCAPED[character] ?? character) : text;
}
