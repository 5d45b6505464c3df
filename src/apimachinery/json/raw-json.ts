/**
 * What `JSON.stringify` writes as the given text, which is that of a number. From "JSON.parse source text access" (ECMA-262),
 * which the library's types do not have yet.
 */
export function rawJson(number: string): unknown {
  return (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(number);
}
