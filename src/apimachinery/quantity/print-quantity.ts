import type { Quantity } from './amount.ts';
import { BINARY_EXPONENTS, DECIMAL_EXPONENTS } from './suffixes.ts';

const DECIMAL_SUFFIXES = new Map(Object.entries(DECIMAL_EXPONENTS).map(([suffix, exponent]) => [exponent, suffix]));
const BINARY_SUFFIXES = ['', ...Object.keys(BINARY_EXPONENTS)];

/** The canonical form of an amount: no fraction, the largest suffix that loses nothing. */
export function printQuantity(quantity: Quantity): string {
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
