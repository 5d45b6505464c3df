/**
 * Amounts of resources, `100m`, `1.5Gi`, `1e6`: exact decimal numbers with a suffix. They are kept as text in canonical form;
 * the rules are those of the quantity format in the Kubernetes API conventions.
 */

/** Which family of suffixes an amount was written with; it is written back with the same. */
type Format = 'decimal' | 'binary' | 'exponent';

/** `digits * 10^scale`, negative or not. Zero has the digits `0`; other digits begin with none. */
interface Quantity {
  readonly negative: boolean;
  readonly digits: string;
  readonly scale: number;
  readonly format: Format;
  /** Whether the text as it was sent is taken for canonical. */
  readonly asSent: boolean;
}

const FORMAT_WRONG = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const NUMBER_WRONG = 'unable to parse numeric part of quantity';
const SUFFIX_WRONG = "unable to parse quantity's suffix";

const DECIMAL_EXPONENTS: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY_EXPONENTS: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const DECIMAL_SUFFIXES = new Map(Object.entries(DECIMAL_EXPONENTS).map(([suffix, exponent]) => [exponent, suffix]));
const BINARY_SUFFIXES = ['', ...Object.keys(BINARY_EXPONENTS)];

/** The smallest part that is told apart, and the smallest that is kept in lists of resources, as powers of ten. */
const NANO = -9;
const MILLI = -3;

/** Amounts with a binary suffix end here. */
const MOST_BINARY = 2n ** 63n - 1n;
/** Sums are exact as long as their terms are within this many digits of each other. */
const WRITABLE_ZEROS = 10_000;
/** kube-apiserver reads up to 19 digits as an int64 and fails where they do not fit; longer numbers it reads exactly. */
const INT64_DIGITS = 19;

const COMMON = /^[1-9]\d{0,5}(?:([KMGT]i)|[numkMGTP]?)$/;

/**
 * The canonical form of an amount, `1536Mi` for `1.5Gi`: no fraction, the largest suffix that loses nothing; finer than nano is
 * rounded up. White space around it is passed over. Undefined is text that is no amount; `quantityProblem` says why.
 */
export function canonicalQuantity(text: string): string | undefined {
  const common = COMMON.exec(text);
  if (common !== null) {
    if (common[1] === undefined ? !text.includes('000') : Number.parseInt(text, 10) % 1024 !== 0) return text;
  }
  const trimmed = text.trim();
  const quantity = parse(trimmed);
  if (typeof quantity === 'string') return undefined;
  return quantity.asSent ? trimmed : print(quantity);
}

/** Why `canonicalQuantity` takes `text` for no amount, in the words that clients of Kubernetes know. Empty where it is one. */
export function quantityProblem(text: string): string {
  const quantity = parse(text.trim());
  return typeof quantity === 'string' ? quantity : '';
}

/** Less than zero where `a` is the smaller amount, zero where both are the same. Both must be amounts. */
export function compareQuantities(a: string, b: string): number {
  const x = valid(a);
  const y = valid(b);
  const sign = signOf(x);
  if (sign !== signOf(y)) return sign - signOf(y);
  // The position of the first digit decides before numbers of very different size are written out.
  const length = x.digits.length + x.scale - (y.digits.length + y.scale);
  if (sign === 0 || length !== 0) return sign * length;
  const scale = Math.min(x.scale, y.scale);
  const difference = BigInt(atScale(x, scale)) - BigInt(atScale(y, scale));
  return sign * (difference < 0n ? -1 : difference > 0n ? 1 : 0);
}

/** Whether the amount is zero. */
export function isZeroQuantity(text: string): boolean {
  return text === '0' || signOf(valid(text)) === 0;
}

/** Whether the amount has no fraction. */
export function isWholeQuantity(text: string): boolean {
  const { digits, scale } = valid(text);
  if (scale >= 0 || digits === '0') return true;
  return /^0*$/.test(digits.length > -scale ? digits.slice(scale) : digits);
}

/** The sum of two amounts, in canonical form, written with the suffixes of `a` unless that is zero. */
export function addQuantities(a: string, b: string): string {
  const x = valid(a);
  const y = valid(b);
  const scale = Math.min(x.scale, y.scale);
  // An exponent is free text of the client's: beside an amount this much larger the smaller one is not written out.
  if (Math.abs(x.scale - y.scale) > WRITABLE_ZEROS) return x.scale > y.scale ? a : b;
  const sum = signed(x, scale) + signed(y, scale);
  const digits = String(sum < 0n ? -sum : sum);
  return print({ negative: sum < 0n, digits, scale, format: x.digits === '0' ? y.format : x.format, asSent: false });
}

/** The amount rounded up to thousandths, which lists of resources keep; unchanged where it has nothing finer. */
export function roundUpToMilli(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  // Only these end an amount that can be finer: n, u, a digit behind an exponent, and what was kept as sent with a point.
  if (last !== 110 && last !== 117 && !/[.eE]/.test(text)) return text;
  const quantity = valid(text);
  return quantity.scale >= MILLI ? text : print(roundedUp(quantity, MILLI));
}

function valid(text: string): Quantity {
  const quantity = parse(text);
  if (typeof quantity === 'string') throw new TypeError(`${quantity}: ${text}`);
  return quantity;
}

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

/** The amount, or the reason why the text is none. */
function parse(text: string): Quantity | string {
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
  if (asInteger && BigInt(digits) > MOST_BINARY) return NUMBER_WRONG;
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
  const short = places === 0 && 14 - digits.length - exponent * 0.3 >= 0;
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

/** Rounds away from zero, so that whoever asks for a little gets a little. */
function roundedUp(quantity: Quantity, scale: number): Quantity {
  const drop = scale - quantity.scale;
  if (quantity.digits === '0') return { ...quantity, scale, asSent: false };
  const kept = drop >= quantity.digits.length ? '0' : quantity.digits.slice(0, -drop);
  const lost = quantity.digits.slice(kept === '0' ? 0 : -drop);
  const digits = /[1-9]/.test(lost) ? String(BigInt(kept) + 1n) : kept;
  return { ...quantity, digits, scale, asSent: false };
}

function signOf(quantity: Quantity): number {
  if (quantity.digits === '0') return 0;
  return quantity.negative ? -1 : 1;
}

function atScale(quantity: Quantity, scale: number): string {
  return quantity.digits + '0'.repeat(quantity.scale - scale);
}

function signed(quantity: Quantity, scale: number): bigint {
  if (quantity.digits === '0') return 0n;
  const magnitude = BigInt(atScale(quantity, scale));
  return quantity.negative ? -magnitude : magnitude;
}

function print(quantity: Quantity): string {
  if (quantity.digits === '0') return '0';
  const sign = quantity.negative ? '-' : '';
  let end = quantity.digits.length;
  while (quantity.digits[end - 1] === '0') end -= 1;
  const significant = quantity.digits.slice(0, end);
  const exact = quantity.scale + quantity.digits.length - end;

  // An amount below 1024, or with a fraction, keeps its precision only with the decimal suffixes.
  if (quantity.format === 'binary' && exact >= 0) {
    const value = BigInt(significant + '0'.repeat(exact));
    if (value >= 1024n) return sign + printBinary(value);
  }
  const padding = ((exact % 3) + 3) % 3;
  const number = sign + significant + '0'.repeat(padding);
  const exponent = exact - padding;
  if (quantity.format === 'exponent') return exponent === 0 ? number : `${number}e${exponent}`;
  // Amounts beyond the largest suffix lose it, as they do in kube-apiserver.
  return number + (DECIMAL_SUFFIXES.get(exponent) ?? '');
}

function printBinary(value: bigint): string {
  let mantissa = value;
  let power = 0;
  while (mantissa % 1024n === 0n) {
    mantissa /= 1024n;
    power += 1;
  }
  return `${mantissa}${BINARY_SUFFIXES[power] ?? ''}`;
}
