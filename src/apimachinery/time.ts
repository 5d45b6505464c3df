import { goQuote } from './go-quote.ts';

/** How kube-apiserver names the two forms of time in its messages. */
const RFC3339 = '2006-01-02T15:04:05Z07:00';
const RFC3339_MICRO = '2006-01-02T15:04:05.000000Z07:00';

/** The beginning of the year 1, which stands for no time at all; both kinds of time have it in this form. */
export const NO_TIME = '0001-01-01T00:00:00Z';
const NO_TIME_MS = -62_135_596_800_000;

// An offset can carry a time out of the years of four digits, by a day and an hour at most. What was made so is read again, but
// clients cannot write it.
const BEYOND = /^(?:-0001-12-3[01]|10000-01-0[12])T\d\d:\d\d:\d\dZ$/;
const BEYOND_MICRO = /^(?:-0001-12-3[01]|10000-01-0[12])T\d\d:\d\d:\d\d\.\d{6}Z$/;

/**
 * The stored form of a time that a client sent as RFC 3339 text: UTC, in whole seconds, `2024-02-29T23:59:59Z`; a fraction is
 * dropped. Undefined is text that is no time; `timeProblem` says why. `again` reads what this made before.
 */
export function canonicalTime(text: string, again = false): string | undefined {
  if (isCanonical(text) || (again && BEYOND.test(text))) return text;
  const parsed = parse(text, RFC3339);
  return typeof parsed === 'string' ? undefined : `${dateAndTime(parsed)}Z`;
}

/** Likewise for a MicroTime, which is read and stored with exactly six digits of fraction. */
export function canonicalMicroTime(text: string, again = false): string | undefined {
  if (again && BEYOND_MICRO.test(text)) return text;
  const parsed = parse(text, RFC3339_MICRO);
  if (typeof parsed === 'string') return undefined;
  const noTime = parsed.ms === NO_TIME_MS && parsed.fraction === '000000';
  return noTime ? NO_TIME : `${dateAndTime(parsed)}.${parsed.fraction}Z`;
}

/** Why `canonicalTime` takes `text` for no time, in the words that clients of Kubernetes know. Empty where it is one. */
export function timeProblem(text: string): string {
  const parsed = parse(text, RFC3339);
  return typeof parsed === 'string' ? parsed : '';
}

/** Likewise for `canonicalMicroTime`. */
export function microTimeProblem(text: string): string {
  const parsed = parse(text, RFC3339_MICRO);
  return typeof parsed === 'string' ? parsed : '';
}

interface ParsedTime {
  /** Milliseconds since 1970, in whole seconds. */
  readonly ms: number;
  /** The digits of the fraction of a second, as many as were sent. */
  readonly fraction: string;
}

function dateAndTime({ ms }: ParsedTime): string {
  const date = new Date(ms);
  const year = date.getUTCFullYear();
  const digits = String(Math.abs(year)).padStart(4, '0');
  // toISOString writes years beyond four digits otherwise; what follows the year has a fixed length.
  return `${year < 0 ? '-' : ''}${digits}${date.toISOString().slice(-20, -5)}`;
}

const ZERO = 48;
const NINE = 57;

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= ZERO && code <= NINE;
}

/** The two digits at `at`, or NaN. */
function twoDigits(text: string, at: number): number {
  return isDigit(text, at) && isDigit(text, at + 1)
    ? (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO
    : Number.NaN;
}

function isCanonical(text: string): boolean {
  if (text.length !== NO_TIME.length) return false;
  if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':') return false;
  if (text[19] !== 'Z') return false;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  return (
    year >= 0 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysIn(month, year) &&
    twoDigits(text, 11) < 24 &&
    twoDigits(text, 14) < 60 &&
    twoDigits(text, 17) < 60
  );
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(month: number, year: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0);
}

/**
 * Reads RFC 3339 as leniently as kube-apiserver: an hour may have one digit, a fraction any number of digits after a point or
 * a comma, an offset may reach 24:60; letters are upper case, and there is no second 60. A text is the reason why it failed.
 */
function parse(text: string, layout: string): ParsedTime | string {
  let rest = text;
  const unreadable = (element: string, at = rest) =>
    `parsing time ${goQuote(text)} as ${goQuote(layout)}: cannot parse ${goQuote(at)} as ${goQuote(element)}`;
  const outOfRange = (what: string) => `parsing time ${goQuote(text)}: ${what} out of range`;
  const literal = (character: string) => {
    if (rest[0] !== character) return false;
    rest = rest.slice(1);
    return true;
  };

  if (!/^\d{4}/.test(rest)) return unreadable('2006');
  const year = Number(rest.slice(0, 4));
  rest = rest.slice(4);

  if (!literal('-')) return unreadable('-');
  const month = twoDigits(rest, 0);
  if (Number.isNaN(month)) return unreadable('01');
  if (month < 1 || month > 12) return outOfRange('month');
  rest = rest.slice(2);

  if (!literal('-')) return unreadable('-');
  const day = twoDigits(rest, 0);
  if (Number.isNaN(day)) return unreadable('02');
  rest = rest.slice(2);

  if (!literal('T')) return unreadable('T');
  if (!isDigit(rest, 0)) return unreadable('15');
  const hourDigits = isDigit(rest, 1) ? 2 : 1;
  const hour = Number(rest.slice(0, hourDigits));
  if (hour > 23) return outOfRange('hour');
  rest = rest.slice(hourDigits);

  if (!literal(':')) return unreadable(':');
  const minute = twoDigits(rest, 0);
  if (Number.isNaN(minute)) return unreadable('04');
  if (minute > 59) return outOfRange('minute');
  rest = rest.slice(2);

  if (!literal(':')) return unreadable(':');
  const second = twoDigits(rest, 0);
  if (Number.isNaN(second)) return unreadable('05');
  if (second > 59) return outOfRange('second');
  rest = rest.slice(2);

  const fraction = (layout === RFC3339_MICRO ? /^[.,](\d{6})/ : /^[.,](\d+)/).exec(rest);
  if (fraction !== null) rest = rest.slice(fraction[0].length);
  else if (layout === RFC3339_MICRO) return unreadable('.000000');

  let offsetMinutes = 0;
  if (!literal('Z')) {
    const hours = twoDigits(rest, 1);
    const minutes = twoDigits(rest, 4);
    if (!/^[+-]/.test(rest) || rest[3] !== ':' || Number.isNaN(hours) || Number.isNaN(minutes)) {
      return unreadable('Z07:00');
    }
    if (hours > 24) return outOfRange('time zone offset hour');
    if (minutes > 60) return outOfRange('time zone offset minute');
    offsetMinutes = (rest[0] === '-' ? -1 : 1) * (hours * 60 + minutes);
    rest = rest.slice(6);
  }
  if (rest !== '') return `parsing time ${goQuote(text)}: extra text: ${goQuote(rest)}`;
  if (day < 1 || day > daysIn(month, year)) return outOfRange('day');

  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute - offsetMinutes, second);
  return { ms: date.getTime(), fraction: fraction?.[1] ?? '' };
}
