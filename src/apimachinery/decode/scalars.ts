import { canonicalBase64 } from '../base64.ts';
import { JsonNumber } from '../json/json-number.ts';
import { canonicalQuantity } from '../quantity.ts';
import { canonicalMicroTime, canonicalTime } from '../time.ts';
import type { SchemaType } from './schema-type.ts';

/** What a scalar decodes to where the value is none of its type. */
export const MISMATCH = Symbol('mismatch');

/** The types that are neither objects nor lists nor maps. */
export type ScalarType = Exclude<SchemaType, 'struct' | 'list' | 'map' | 'raw'>;

/**
 * Decodes a scalar into its canonical form, or to MISMATCH. Nothing is converted: `1.0` is no integer, `"1"` neither, as in
 * Go. null is not decoded here; a time that stands for none decodes to null. For `canonical` see KeyCount.
 */
export const decodeScalar: Readonly<Record<ScalarType, (value: unknown, canonical?: boolean) => unknown>> = {
  string: (value) => (typeof value === 'string' ? value : MISMATCH),
  boolean: (value) => (typeof value === 'boolean' ? value : MISMATCH),
  int32,
  int64: (value) => {
    if (typeof value === 'number') return Number.isInteger(value) ? value : MISMATCH;
    // The decoder has made a bigint of it before.
    if (typeof value === 'bigint') return value;
    if (!(value instanceof JsonNumber) || !/^-?\d{1,19}$/.test(value.text)) return MISMATCH;
    const exact = BigInt(value.text);
    if (BigInt.asIntN(64, exact) !== exact) return MISMATCH;
    return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
  },
  intOrString: (value) => (typeof value === 'string' ? value : int32(value)),
  quantity: (value) => {
    const text = quantityText(value);
    return typeof text === 'string' ? (canonicalQuantity(text) ?? MISMATCH) : MISMATCH;
  },
  time: (value, canonical) => instant(value, canonicalTime, canonical),
  microTime: (value, canonical) => instant(value, canonicalMicroTime, canonical),
  bytes: (value) => (typeof value === 'string' ? (canonicalBase64(value) ?? MISMATCH) : MISMATCH),
};

/** The text of an amount, which may be a number; any other value as it is. */
export function quantityText(value: unknown): unknown {
  if (value instanceof JsonNumber) return value.text;
  return typeof value === 'number' ? String(value) : value;
}

// Go's zero time stands for no time at all.
const NO_TIME = /^0001-01-01T00:00:00(?:\.0+)?Z$/;

function int32(value: unknown): unknown {
  return typeof value === 'number' && value === (value | 0) ? value : MISMATCH;
}

function instant(
  value: unknown,
  read: (text: string, again?: boolean) => string | undefined,
  canonical: boolean | undefined,
): unknown {
  const time = typeof value === 'string' ? read(value, canonical) : undefined;
  if (time === undefined) return MISMATCH;
  return time.startsWith('0001') && NO_TIME.test(time) ? null : time;
}

/** The zero value of a scalar type. */
export function zeroScalar(type: ScalarType): unknown {
  switch (type) {
    case 'string':
    case 'bytes':
      return '';
    case 'boolean':
      return false;
    case 'quantity':
      return '0';
    case 'time':
    case 'microTime':
      return null;
    default:
      return 0;
  }
}
