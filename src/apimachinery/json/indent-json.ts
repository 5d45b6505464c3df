import { endOfString } from './json-string.ts';

/**
 * Indents compact JSON by two spaces, as Go's json.MarshalIndent does. It moves text and reads no values, so that every
 * number stays as it is written.
 */
export function indentJson(text: string): string {
  let out = '';
  let indent = '\n';
  let copied = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      at = endOfString(text, at) - 1;
    } else if (character === '{' || character === '[') {
      const next = text[at + 1];
      // Empty objects and arrays stay closed.
      if (next === '}' || next === ']') {
        at += 1;
        continue;
      }
      indent += '  ';
      out += text.slice(copied, at + 1) + indent;
      copied = at + 1;
    } else if (character === '}' || character === ']') {
      indent = indent.slice(0, -2);
      out += text.slice(copied, at) + indent;
      copied = at;
    } else if (character === ',' || character === ':') {
      out += text.slice(copied, at + 1) + (character === ',' ? indent : ' ');
      copied = at + 1;
    }
  }
  return out + text.slice(copied);
}
