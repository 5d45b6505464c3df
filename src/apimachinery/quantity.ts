import { type Quantity, roundedUp } from './quantity/amount.ts';
import { isShort, parseQuantity } from './quantity/parse-quantity.ts';
import { printQuantity } from './quantity/print-quantity.ts';

/**
 * Amounts of resources, `100m`, `1.5Gi`, `1e6`: exact decimal numbers with a suffix. They are kept as text in canonical form;
 * the rules are those of the quantity format in the Kubernetes API conventions.
 */

/** The smallest part that lists of resources keep, as a power of ten. */
const MILLI = -3;
/** Sums are exact as long as their terms are within this many digits of each other. */
const WRITABLE_ZEROS = 10_000;

/** Short amounts, most of which are canonical as they stand. */
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
  const quantity = parseQuantity(trimmed);
  if (typeof quantity === 'string') return undefined;
  return quantity.asSent ? trimmed : printQuantity(quantity);
}

/** Why `canonicalQuantity` takes `text` for no amount, in the words that clients of Kubernetes know. Empty where it is one. */
export function quantityProblem(text: string): string {
  const quantity = parseQuantity(text.trim());
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

/**
 * Whether the amount counts as one without a fraction. kube-apiserver counts thousandths in 64 bits, where large amounts wrap
 * around and are then mostly taken for fractions; not so those with a suffix that it steps through digit by digit.
 */
export function isWholeQuantity(text: string): boolean {
  const { negative, digits, scale } = valid(text);
  if (digits === '0') return true;
  if (scale < 0) return /^0*$/.test(digits.length > -scale ? digits.slice(scale) : digits);
  // The number of digits tells whether thousandths of it can leave 64 bits, however large the exponent is.
  if (digits.length + scale < SAFE_DIGITS || (isShort(text) && !WRAPPING_SCALES.has(scale))) return true;
  const thousandths = BigInt(digits) * powerOfTen(scale + 3);
  return BigInt.asIntN(64, negative ? -thousandths : thousandths) % 1000n === 0n;
}

/** The powers of ten that kube-apiserver multiplies by at once: whole numbers, thousands and millions. */
const WRAPPING_SCALES: ReadonlySet<number> = new Set([0, 3, 6]);

/** Whole numbers of fewer digits have thousandths that 64 bits hold. */
const SAFE_DIGITS = 16;

/** A power of ten in 64 bits. */
function powerOfTen(exponent: number): bigint {
  // From here on all of those 64 bits are zero.
  return exponent >= 64 ? 0n : 10n ** BigInt(exponent);
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
  return printQuantity({
    negative: sum < 0n,
    digits,
    scale,
    format: x.digits === '0' ? y.format : x.format,
    asSent: false,
  });
}

/** The amount rounded up to thousandths, which lists of resources keep; unchanged where it has nothing finer. */
export function roundUpToMilli(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  // Only these end an amount that can be finer: n, u, a digit behind an exponent, and what was kept as sent with a point.
  if (last !== 110 && last !== 117 && !/[.eE]/.test(text)) return text;
  const quantity = valid(text);
  return quantity.scale >= MILLI ? text : printQuantity(roundedUp(quantity, MILLI));
}

function valid(text: string): Quantity {
  const quantity = parseQuantity(text);
  if (typeof quantity === 'string') throw new TypeError(`${quantity}: ${text}`);
  return quantity;
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
