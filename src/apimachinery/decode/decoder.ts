import type { TSchema } from '@sinclair/typebox';
import { rememberAmount } from '../exact-amounts.ts';
import { JsonNumber } from '../json/json-number.ts';
import { setMember } from '../patch/json-value.ts';
import { compareKeys } from './compare-keys.ts';
import { type Decode, DecodeMismatch } from './decode.ts';
import { generateStructDecoder } from './generate-struct-decoder.ts';
import { decodeScalar, MISMATCH, quantityText, type ScalarType, zeroScalar } from './scalars.ts';
import { schemaType, shortName } from './schema-type.ts';

/** Makes the decoder of a schema; the same one for each place in which a type is used. */
export function decoderOf(schema: TSchema): Decode {
  // A property's schema is a copy of its type's with annotations of its own; the members are the same object.
  const identity: object = schema.properties ?? schema;
  const known = decoders.get(identity);
  if (known !== undefined) return known;
  const made = make(schema);
  decoders.set(identity, made);
  return made;
}

const decoders = new WeakMap<object, Decode>();

function make(schema: TSchema): Decode {
  const type = schemaType(schema);
  switch (type) {
    case 'struct':
      return struct(schema);
    case 'list':
      return list(schema.items);
    case 'map':
      return map(schema.additionalProperties);
    case 'raw':
      return (value, count) => {
        count.keys += keysWithin(value);
        return value;
      };
    default:
      return scalar(type);
  }
}

function scalar(type: ScalarType): Decode {
  const decode = decodeScalar[type];
  return (value, count) => {
    const decoded = decode(value, count.canonical);
    if (decoded === MISMATCH) throw new DecodeMismatch();
    return decoded;
  };
}

function struct(schema: TSchema): Decode {
  // Generated on first use: a schema is a large tree of which most documents touch little.
  let generated: Decode | undefined;
  return (value, count) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof JsonNumber) {
      throw new DecodeMismatch();
    }
    generated ??= generateStructDecoder(shortName(schema), schema, decoderOf, zeroOf);
    return generated(value, count);
  };
}

function list(items: TSchema): Decode {
  const zero = zeroOf(items);
  let item: Decode | undefined;
  return (value, count) => {
    if (!Array.isArray(value)) throw new DecodeMismatch();
    item ??= decoderOf(items);
    const decoded = new Array<unknown>(value.length);
    // Go decodes a null entry into the zero value of its type.
    for (let i = 0; i < value.length; i += 1) decoded[i] = value[i] === null ? zero() : item(value[i], count);
    return decoded;
  };
}

function map(values: TSchema): Decode {
  const zero = zeroOf(values);
  const hasAmounts = schemaType(values) === 'quantity';
  let item: Decode | undefined;
  return (value, count) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof JsonNumber) {
      throw new DecodeMismatch();
    }
    item ??= decoderOf(values);
    const keys = Object.keys(value);
    count.keys += keys.length;
    const sorted = isSorted(keys);
    if (!sorted) keys.sort(compareKeys);
    const members = value as Readonly<Record<string, unknown>>;
    // What was decoded before is what it was, as long as nothing in it has changed.
    let decoded: Record<string, unknown> | undefined = sorted && count.canonical === true ? undefined : {};
    for (let i = 0; i < keys.length; i += 1) {
      const key = keys[i] as string;
      const member = members[key];
      const entry = member === null ? zero() : item(member, count);
      if (decoded === undefined) {
        if (entry === member) continue;
        decoded = firstMembers(members, keys, i);
      }
      setMember(decoded, key, entry);
      if (hasAmounts && entry !== member) rememberSent(decoded, key, member, entry);
    }
    return decoded ?? value;
  };
}

function firstMembers(
  members: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  end: number,
): Record<string, unknown> {
  const first: Record<string, unknown> = {};
  for (const key of keys.slice(0, end)) setMember(first, key, members[key]);
  return first;
}

/** Keeps what was sent for an amount whose canonical form may say less. */
function rememberSent(list: object, key: string, sent: unknown, canonical: unknown): void {
  const text = quantityText(sent);
  if (typeof text === 'string' && text !== canonical) rememberAmount(list, key, text, String(canonical));
}

function isSorted(keys: readonly string[]): boolean {
  for (let i = 1; i < keys.length; i += 1) {
    if (compareKeys(keys[i - 1] as string, keys[i] as string) > 0) return false;
  }
  return true;
}

/** Makes the zero value of a schema: what Go has where nothing was said. */
function zeroOf(schema: TSchema): () => unknown {
  if (schema.nullable === true) return () => null;
  const type = schemaType(schema);
  switch (type) {
    case 'struct':
      // Its own members are to be filled as well.
      return () => decoderOf(schema)({}, { keys: 0 });
    case 'list':
      return () => [];
    case 'map':
    case 'raw':
      return () => ({});
    default: {
      const zero = zeroScalar(type);
      return () => zero;
    }
  }
}

/** How many keys stand in a value, at any depth. Without recursion: a document may be deeper than the stack. */
function keysWithin(value: unknown): number {
  let keys = 0;
  const open = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null || next instanceof JsonNumber) continue;
    const members = Object.values(next);
    if (!Array.isArray(next)) keys += members.length;
    for (const member of members) if (typeof member === 'object' && member !== null) open.push(member);
  }
  return keys;
}
