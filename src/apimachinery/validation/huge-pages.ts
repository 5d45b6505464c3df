import { type FieldError, invalid } from '../field-error.ts';
import type { FieldPath } from '../field-path.ts';
import { parseQuantity } from '../quantity/parse-quantity.ts';
import { isWholeQuantity } from '../quantity.ts';

const PREFIX = 'hugepages-';
/** No amount of bytes has more digits: quantities end at 2^63. */
const MOST_DIGITS = 20;

/** An amount of huge pages, rounded up to bytes, is a whole number of pages of the size that is in the name. */
export function validateHugePages(name: string, amount: string, path: FieldPath): FieldError[] {
  const sizeText = name.slice(PREFIX.length);
  const size = bytesOf(sizeText);
  if (size !== undefined && size > 0n && isWholeQuantity(sizeText)) {
    const bytes = bytesOf(amount);
    if (bytes !== undefined && bytes % size === 0n) return [];
  }
  return [invalid(path, amount, `${amount} is not positive integer multiple of ${name}`)];
}

/** The amount in bytes, away from zero where there is a fraction; undefined for what is no amount, or none of bytes. */
function bytesOf(text: string): bigint | undefined {
  const quantity = parseQuantity(text);
  if (typeof quantity === 'string' || quantity.scale > MOST_DIGITS) return undefined;
  const { negative, digits, scale } = quantity;
  const divisor = 10n ** BigInt(Math.max(-scale, 0));
  const bytes = (BigInt(digits) * 10n ** BigInt(Math.max(scale, 0)) + divisor - 1n) / divisor;
  return negative ? -bytes : bytes;
}
