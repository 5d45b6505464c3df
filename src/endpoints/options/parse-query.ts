import { setMember } from '../../apimachinery/patch/json-value.ts';
import { unescaped } from '../routes/escapes.ts';
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
    const name = read(equals < 0 ? pair : pair.slice(0, equals));
    const value = read(equals < 0 ? '' : pair.slice(equals + 1));
    if (name === undefined || value === undefined) continue;
    const before = Object.hasOwn(query, name) ? query[name] : undefined;
    if (before === undefined) setMember<string | string[]>(query, name, value);
    else if (typeof before === 'string') setMember<string | string[]>(query, name, [before, value]);
    else before.push(value);
  }
  return query;
}

function read(text: string): string | undefined {
  return unescaped(text.includes('+') ? text.replaceAll('+', ' ') : text);
}
