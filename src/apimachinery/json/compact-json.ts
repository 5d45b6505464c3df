import { endOfString } from './json-string.ts';

/** JSON without the white space between its parts; strings and numbers stay as they are written. */
export function compactJson(text: string): string {
  let out = '';
  let copied = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at) - 1;
    else if (character === ' ' || character === '\n' || character === '\r' || character === '\t') {
      out += text.slice(copied, at);
      copied = at + 1;
    }
  }
  return out + text.slice(copied);
}
