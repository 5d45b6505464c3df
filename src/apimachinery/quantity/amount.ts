/** Which family of suffixes an amount was written with; it is written back with the same. */
export type Format = 'decimal' | 'binary' | 'exponent';

/** `digits * 10^scale`, negative or not. Zero has the digits `0`; other digits begin with none. */
export interface Quantity {
  readonly negative: boolean;
  readonly digits: string;
  readonly scale: number;
  readonly format: Format;
  /** Whether the text as it was sent is taken for canonical. */
  readonly asSent: boolean;
}

/** The smallest part that is told apart, as a power of ten. */
export const NANO = -9;

/** Rounds away from zero, so that whoever asks for a little gets a little. */
export function roundedUp(quantity: Quantity, scale: number): Quantity {
  const drop = scale - quantity.scale;
  if (quantity.digits === '0') return { ...quantity, scale, asSent: false };
  const kept = drop >= quantity.digits.length ? '0' : quantity.digits.slice(0, -drop);
  const lost = quantity.digits.slice(kept === '0' ? 0 : -drop);
  const digits = /[1-9]/.test(lost) ? String(BigInt(kept) + 1n) : kept;
  return { ...quantity, digits, scale, asSent: false };
}
