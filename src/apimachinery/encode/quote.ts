/** A string as a JSON string. */
export function quote(text: string): string {
  return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to be escaped.
const NEEDS_ESCAPE = /[\u0000-\u001f"\\\ud800-\udfff]/;
