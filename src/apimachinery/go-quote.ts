/**
 * Quotes a string as Go's `%q` does, so that messages read as kube-apiserver's: printable characters stand as they are,
 * control characters are escaped (`\n`, `\x00`, `\u200b`).
 */
export function goQuote(text: string): string {
  if (!UNUSUAL.test(text)) return `"${text}"`;
  let out = '"';
  for (const character of text) out += escaped(character);
  return `${out}"`;
}

const UNUSUAL = /[^ !#-[\]-~]/;
// Go prints letters, marks, numbers, punctuation, symbols and the plain space.
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

function escaped(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return short;
  if (PRINTABLE.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  // A lone surrogate is no character; Go has replaced it before it gets here.
  if (code >= 0xd800 && code <= 0xdfff) return '�';
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}
