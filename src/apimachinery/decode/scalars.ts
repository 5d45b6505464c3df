import type { TSchema } from '@sinclair/typebox';
import { JsonNumber } from '../json/json-number.ts';
import { canonicalQuantity, quantityProblem } from '../quantity.ts';
import { canonicalMicroTime, canonicalTime, microTimeProblem, NO_TIME, timeProblem } from '../time.ts';
import { type DecodeContext, DecodeError } from './decode-context.ts';
import type { Decode } from './decoder.ts';

/** Decodes text. */
export const decodeString: Decode = (value, context, owner) => {
  if (typeof value !== 'string') throw context.typeError(jsonType(value), owner, 'string');
  return value;
};

/** Decodes true or false. */
export const decodeBoolean: Decode = (value, context, owner) => {
  if (typeof value !== 'boolean') throw context.typeError(jsonType(value), owner, 'bool');
  return value;
};

/** Decodes an integer of 32 bits. Nothing is rounded: `1.0` and `1e3` are no integers, as in Go. */
export const decodeInt32: Decode = (value, context, owner) => {
  if (typeof value === 'number' && value === (value | 0)) return value;
  throw notAnInteger(value, context, owner, 'int32');
};

/** Decodes an integer of 64 bits: a bigint where a number cannot hold it. */
export const decodeInt64: Decode = (value, context, owner) => {
  if (typeof value === 'number') return value;
  if (value instanceof JsonNumber && /^-?\d+$/.test(value.text)) {
    const exact = BigInt(value.text);
    if (BigInt.asIntN(64, exact) === exact) return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
  }
  throw notAnInteger(value, context, owner, 'int64');
};

/** Decodes a port number or a name. */
export const decodeIntOrString: Decode = (value, context, owner) =>
  typeof value === 'string' ? value : decodeInt32(value, context, owner);

/** Decodes a quantity, as text or as a number, into its canonical form. */
export const decodeQuantity: Decode = (value, context, owner) => {
  const text = value instanceof JsonNumber ? value.text : typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') throw context.typeError(jsonType(value), owner, 'resource.Quantity');
  const quantity = canonicalQuantity(text);
  if (quantity === undefined) throw new DecodeError(quantityProblem(text));
  return quantity;
};

/** Decodes an instant of whole seconds into UTC. */
export const decodeTime: Decode = (value, context, owner) => {
  if (typeof value !== 'string') throw context.typeError(jsonType(value), owner, 'string');
  return instant(canonicalTime(value) ?? new DecodeError(timeProblem(value)));
};

/** Decodes an instant of microseconds into UTC. */
export const decodeMicroTime: Decode = (value, context, owner) => {
  if (typeof value !== 'string') throw context.typeError(jsonType(value), owner, 'string');
  return instant(canonicalMicroTime(value) ?? new DecodeError(microTimeProblem(value)));
};

function instant(time: string | DecodeError): string | null {
  if (time instanceof DecodeError) throw time;
  return time === NO_TIME ? null : time;
}

/** The decoder of raw bytes, which are base64 text. */
export const decodeBytes: Decode = (value, context, owner) => {
  if (typeof value !== 'string') throw context.typeError(jsonType(value), owner, '[]uint8');
  // Go's decoder skips line breaks and wants whole groups of four.
  const text = value.replace(/[\r\n]/g, '');
  if (text.length % 4 !== 0 || !BASE64.test(text)) throw new DecodeError('illegal base64 data at input byte 0');
  return text;
};

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** The name of a value's JSON type, as Go prints it; a number that does not fit is named with its text. */
export function jsonType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (value instanceof JsonNumber) return 'number';
  return typeof value;
}

/** The name of a schema's type, as Go prints it. */
export function typeName(schema: TSchema): string {
  if (schema.type === 'array') return `[]${typeName(schema.items)}`;
  if (schema.additionalProperties !== undefined) return `map[string]${typeName(schema.additionalProperties)}`;
  if (schema.$id !== undefined) return `v1.${shortName(schema)}`;
  if (schema.type === 'integer') return schema.format ?? 'int';
  return schema.type === 'boolean' ? 'bool' : 'string';
}

/** The last part of a schema's name: `PodStatus`. */
export function shortName(schema: TSchema): string {
  return schema.$id === undefined ? '' : schema.$id.slice(schema.$id.lastIndexOf('.') + 1);
}

function notAnInteger(value: unknown, context: DecodeContext, owner: string, type: string): DecodeError {
  const number = value instanceof JsonNumber ? value.text : typeof value === 'number' ? String(value) : undefined;
  return context.typeError(number === undefined ? jsonType(value) : `number ${number}`, owner, type);
}
