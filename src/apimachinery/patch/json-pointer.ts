/**
 * The reference tokens of a JSON pointer (RFC 6901), unescaped; undefined for the pointer to the whole document. Like
 * kube-apiserver, it passes over what stands before the first slash.
 */
export function parsePointer(pointer: string): readonly string[] | undefined {
  const [, ...tokens] = pointer.split('/');
  if (tokens.length === 0) return undefined;
  return pointer.includes('~') ? tokens.map(unescapeToken) : tokens;
}

function unescapeToken(token: string): string {
  return token.replace(/~[01]/g, (escaped) => (escaped === '~1' ? '/' : '~'));
}

/**
 * The position that a reference token names in a list of `length` entries; undefined where it names none. Like
 * kube-apiserver, and unlike RFC 6901, it counts negative numbers from the end and takes leading zeros and a plus sign.
 */
export function listIndex(token: string, length: number): number | undefined {
  if (!INTEGER.test(token)) return undefined;
  const index = Number(token);
  const position = index < 0 ? index + length : index;
  return position >= 0 && position < length ? position : undefined;
}

const INTEGER = /^[+-]?\d+$/;
