import { NANO, type Quantity, roundedUp } from './amount.ts';
import { BINARY_EXPONENTS, DECIMAL_EXPONENTS } from './suffixes.ts';

const FORMAT_WRONG = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const SUFFIX_WRONG = "unable to parse quantity's suffix";

/** Amounts with a binary suffix end here. */
const MOST_BINARY = 2n ** 63n - 1n;
/** Numbers of as many digits kube-apiserver reads as an int64 and may keep as they were sent; longer ones it takes apart. */
const INT64_DIGITS = 18;

interface Parts {
  readonly negative: boolean;
  /** The digits before the point, without leading zeros; at least one. */
  readonly whole: string;
  readonly fraction: string;
  readonly suffix: string;
}

/** Takes an amount apart in one pass. Numbers without any digit are zero, as in kube-apiserver. */
function split(text: string): Parts | undefined {
  if (text === '') return undefined;
  const signed = text[0] === '-' || text[0] === '+';
  let start = signed ? 1 : 0;
  while (text[start] === '0') start += 1;
  const point = endOfDigits(text, start);
  const end = text[point] === '.' ? endOfDigits(text, point + 1) : point;
  let last = end;
  while (last < text.length && SUFFIX_LETTERS.includes(text.charAt(last))) last += 1;
  if (text[last] === '-' || text[last] === '+') last += 1;
  if (endOfDigits(text, last) !== text.length) return undefined;
  return {
    negative: text[0] === '-',
    whole: text.slice(start, point) || '0',
    fraction: text.slice(point + 1, end),
    suffix: text.slice(end),
  };
}

const SUFFIX_LETTERS = 'eEinumkKMGTP';

function endOfDigits(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at += 1;
  return at;
}

/** Whether kube-apiserver keeps the amount that a text writes as an integer and an exponent, not as a large decimal. */
export function isShort(text: string): boolean {
  const parts = split(text);
  if (parts === undefined) return false;
  const { whole, fraction, suffix } = parts;
  const binary = BINARY_EXPONENTS[suffix];
  if (binary === undefined) return whole.length + fraction.length <= INT64_DIGITS;
  return fraction === '' && isShortBinary(whole, binary);
}

function isShortBinary(digits: string, exponent: number): boolean {
  return 14 - digits.length - Math.trunc(exponent * 0.3) >= 0;
}

/** The amount that a text writes, or the reason why it writes none. */
export function parseQuantity(text: string): Quantity | string {
  const parts = split(text);
  if (parts === undefined) return FORMAT_WRONG;
  const { negative, fraction, suffix } = parts;
  const digits = parts.whole + fraction;

  const binary = BINARY_EXPONENTS[suffix];
  if (binary !== undefined) return parseBinary(negative, digits, fraction.length, binary);

  const decimal = DECIMAL_EXPONENTS[suffix];
  const exponent = decimal ?? exponentOf(suffix);
  if (exponent === undefined) return SUFFIX_WRONG;
  const scale = exponent - fraction.length;
  const asInteger = digits.length <= INT64_DIGITS && scale >= NANO;
  const quantity: Quantity = {
    negative,
    digits: withoutLeadingZeros(digits),
    scale,
    format: decimal === undefined ? 'exponent' : 'decimal',
    asSent: asInteger && scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0'),
  };
  return scale < NANO ? roundedUp(quantity, NANO) : quantity;
}

function parseBinary(negative: boolean, digits: string, places: number, exponent: number): Quantity {
  // More digits than this are beyond the cap whatever the suffix, so they need no arithmetic.
  const huge = digits.length - places > 20 && !digits.startsWith('0');
  const product = huge ? MOST_BINARY + 1n : BigInt(digits) << BigInt(exponent);
  const exact: Quantity = {
    negative,
    digits: String(product),
    scale: huge ? 0 : -places,
    format: 'binary',
    asSent: false,
  };
  const rounded = exact.scale < NANO ? roundedUp(exact, NANO) : exact;
  const whole = rounded.scale === 0 ? BigInt(rounded.digits) : 0n;
  const tooMuch = rounded.scale === 0 ? whole > MOST_BINARY : exceeds(rounded, MOST_BINARY);
  if (tooMuch) return { ...rounded, digits: String(MOST_BINARY), scale: 0 };
  // The text is kept where kube-apiserver keeps it: a short whole number that no larger suffix divides.
  const short = places === 0 && isShortBinary(digits, exponent);
  return { ...rounded, asSent: short && BigInt(digits) % 8n !== 0n };
}

function exceeds(quantity: Quantity, limit: bigint): boolean {
  return BigInt(quantity.digits) > limit * 10n ** BigInt(-quantity.scale);
}

/** The exponent of `e3`, `E-3`; it is an int64 of which 32 bits count. */
function exponentOf(suffix: string): number | undefined {
  if (!/^[eE][-+]?\d+$/.test(suffix)) return undefined;
  const exponent = BigInt(suffix.slice(suffix[1] === '+' ? 2 : 1));
  if (BigInt.asIntN(64, exponent) !== exponent) return undefined;
  return Number(BigInt.asIntN(32, exponent));
}

function withoutLeadingZeros(digits: string): string {
  let start = 0;
  while (start < digits.length - 1 && digits[start] === '0') start += 1;
  return digits.slice(start);
}
