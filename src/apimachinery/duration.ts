import { goQuote } from './go-quote.ts';

/** How many nanoseconds the units of a duration have. */
const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/** The longest duration: 64 bits of nanoseconds. */
const MAX_NANOSECONDS = 2 ** 63;

/** Why a text is no duration such as `1h30m` or `1.5s`, in the words of Go's time.ParseDuration; undefined where it is one. */
export function durationProblem(text: string): string | undefined {
  const invalid = `time: invalid duration ${goQuote(text)}`;
  let rest = text.replace(/^[+-]/, '');
  if (rest === '0') return undefined;
  if (rest === '') return invalid;
  let nanoseconds = 0;
  while (rest !== '') {
    const [number = ''] = /^\d*(?:\.\d*)?/.exec(rest) ?? [];
    if (!/\d/.test(number)) return invalid;
    rest = rest.slice(number.length);
    const [unit = ''] = /^[^.\d]*/.exec(rest) ?? [];
    if (unit === '') return `time: missing unit in duration ${goQuote(text)}`;
    const size = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
    if (size === undefined) return `time: unknown unit ${goQuote(unit)} in duration ${goQuote(text)}`;
    nanoseconds += Number(number) * size;
    if (nanoseconds >= MAX_NANOSECONDS) return invalid;
    rest = rest.slice(unit.length);
  }
  return undefined;
}
