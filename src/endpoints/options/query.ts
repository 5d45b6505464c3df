import { goQuote } from '../../apimachinery/go-quote.ts';
import { badRequest } from '../../apimachinery/status-error.ts';

/** A parsed query string, as the routes get it: a repeated parameter is a list. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The first value of a parameter; undefined where it does not stand in the query. */
export function first(query: Query, name: string): string | undefined {
  const value = query[name];
  return typeof value === 'object' ? value[0] : value;
}

/** All values of a parameter, in order. */
export function all(query: Query, name: string): readonly string[] {
  const value = query[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** Reads true or false as Go's strconv.ParseBool does; undefined where it is neither. */
export function parseBoolean(text: string): boolean | undefined {
  if (/^(?:1|t|T|TRUE|true|True)$/.test(text)) return true;
  return /^(?:0|f|F|FALSE|false|False)$/.test(text) ? false : undefined;
}

/** Reads a parameter that is on or off: as in kube-apiserver, whatever does not say that it is off is on. Undefined where it is absent. */
export function flag(query: Query, name: string): boolean | undefined {
  const value = first(query, name);
  return value === undefined ? undefined : !/^(?:0|false)$/i.test(value);
}

/** Reads an integer of 64 bits; 0 where there is none. @throws StatusError 400 as Go's strconv.ParseInt fails. */
export function parseInteger(text: string | undefined): number {
  if (text === undefined) return 0;
  if (!/^[+-]?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${goQuote(text)}: invalid syntax`);
  const value = BigInt(text.replace('+', ''));
  if (BigInt.asIntN(64, value) !== value) {
    throw badRequest(`strconv.ParseInt: parsing ${goQuote(text)}: value out of range`);
  }
  return Number(value);
}
