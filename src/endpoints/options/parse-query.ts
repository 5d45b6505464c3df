import { setMember } from '../../apimachinery/patch/json-value.ts';
import type { Query } from './query.ts';

/**
 * Reads a query string as Go's url.ParseQuery does: a pair with a semicolon or a broken escape in it is left out, a plus sign is a
 * space, and bytes that are no UTF-8 become U+FFFD. A parameter that is given more than once is a list.
 */
export function parseQuery(text: string): Query {
  const query: Record<string, string | string[]> = {};
  if (text === '') return query;
  for (const pair of text.split('&')) {
    if (pair === '' || pair.includes(';')) continue;
    const equals = pair.indexOf('=');
    const name = unescaped(equals < 0 ? pair : pair.slice(0, equals));
    const value = unescaped(equals < 0 ? '' : pair.slice(equals + 1));
    if (name === undefined || value === undefined) continue;
    const before = Object.hasOwn(query, name) ? query[name] : undefined;
    if (before === undefined) setMember<string | string[]>(query, name, value);
    else if (typeof before === 'string') setMember<string | string[]>(query, name, [before, value]);
    else before.push(value);
  }
  return query;
}

const BROKEN_ESCAPE = /%(?![\da-fA-F]{2})/;

/** The text behind the escapes; undefined where one is broken. */
function unescaped(text: string): string | undefined {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  if (BROKEN_ESCAPE.test(spaced)) return undefined;
  try {
    return decodeURIComponent(spaced);
  } catch {
    const bytes = spaced.replace(/%([\da-fA-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    return Buffer.from(bytes, 'latin1').toString();
  }
}
