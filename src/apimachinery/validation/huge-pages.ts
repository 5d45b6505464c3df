import { type FieldError, invalid } from '../field-error.ts';
import type { FieldPath } from '../field-path.ts';
import { parseQuantity } from '../quantity/parse-quantity.ts';
import { compareQuantities, isWholeQuantity } from '../quantity.ts';

const PREFIX = 'hugepages-';
/** No amount of bytes has more digits: quantities end at 2^63. */
const MOST_DIGITS = 20;

/** An amount of huge pages is a whole number of pages of the size that is in the name. */
export function validateHugePages(name: string, amount: string, path: FieldPath): FieldError[] {
  const size = wholeBytes(name.slice(PREFIX.length));
  const bytes = wholeBytes(amount);
  if (size !== undefined && size > 0n && bytes !== undefined && bytes % size === 0n) return [];
  return [invalid(path, amount, `${amount} is not positive integer multiple of ${name}`)];
}

function wholeBytes(text: string): bigint | undefined {
  const quantity = parseQuantity(text);
  if (typeof quantity === 'string' || !isWholeQuantity(text) || compareQuantities(text, '0') < 0) return undefined;
  const { digits, scale } = quantity;
  if (scale <= 0) return BigInt(digits) / 10n ** BigInt(-scale);
  return scale > MOST_DIGITS ? undefined : BigInt(digits) * 10n ** BigInt(scale);
}
