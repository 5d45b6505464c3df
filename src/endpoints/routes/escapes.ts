/**
 * The text behind the escapes (`%2C`) of a part of a URL, as Go reads it: bytes that are no UTF-8 are U+FFFD. Undefined where an escape
 * is broken.
 */
export function unescaped(text: string): string | undefined {
  if (!text.includes('%')) return text;
  if (BROKEN_ESCAPE.test(text)) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    const bytes = text.replace(/%([\da-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    return Buffer.from(bytes, 'latin1').toString();
  }
}

const BROKEN_ESCAPE = /%(?![\da-fA-F]{2})/;
