import type { TSchema } from '@sinclair/typebox';
import { EMBEDDED, EXPLICIT_PRESENCE } from '../../../schemas/schema.ts';
import { JsonNumber } from '../json/json-number.ts';
import { DecodeContext } from './decode-context.ts';
import {
  decodeBoolean,
  decodeBytes,
  decodeInt32,
  decodeInt64,
  decodeIntOrString,
  decodeMicroTime,
  decodeQuantity,
  decodeString,
  decodeTime,
  jsonType,
  shortName,
  typeName,
} from './scalars.ts';

/**
 * Turns a freshly parsed JSON value into an object of the API, in place: the value handed in is the decoder's own.
 * `owner` names the type whose field the value is, for messages.
 * @throws DecodeError where a value has the wrong JSON type.
 */
export type Decode = (value: unknown, context: DecodeContext, owner: string) => unknown;

/**
 * Makes the decoder of a schema. Afterwards
 * - required and embedded members are there, with their zero value where the document had none;
 * - every other member that was absent, null or empty is undefined, unless its schema gives it explicit presence;
 * - members that the schema does not know are gone, and named in the context.
 * Names are case-sensitive and nothing is converted, as kube-apiserver has it.
 */
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
  switch (shortName(schema)) {
    case 'Quantity':
      return decodeQuantity;
    case 'IntOrString':
      return decodeIntOrString;
    case 'Time':
      return decodeTime;
    case 'MicroTime':
      return decodeMicroTime;
  }
  switch (schema.type) {
    case 'string':
      return schema.format === 'byte' ? decodeBytes : decodeString;
    case 'integer':
      return schema.format === 'int64' ? decodeInt64 : decodeInt32;
    case 'boolean':
      return decodeBoolean;
    case 'array':
      return list(schema);
    default:
      if (schema.properties !== undefined) return struct(schema);
      return schema.additionalProperties === undefined ? raw : map(schema);
  }
}

interface Field {
  readonly decode: Decode;
  /** Whether an empty value is the same as none. */
  readonly implicit: boolean;
  /** The value of an absent member; undefined where it stays absent. */
  readonly zero: (() => unknown) | undefined;
}

function struct(schema: TSchema): Decode {
  const name = shortName(schema);
  const mandatory = new Set<string>(schema.required);
  // Made on first use: a schema is a large tree of which a document touches little.
  let fields: Map<string, Field> | undefined;
  let filled: (readonly [string, () => unknown])[] = [];
  const prepare = (): Map<string, Field> => {
    const made = new Map<string, Field>();
    for (const [key, property] of Object.entries<TSchema>(schema.properties)) {
      made.set(key, fieldOf(property, mandatory.has(key)));
    }
    filled = [...made].flatMap(([key, { zero }]) => (zero === undefined ? [] : [[key, zero] as const]));
    return made;
  };
  return (value, context, owner) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof JsonNumber) {
      throw context.typeError(jsonType(value), owner, `v1.${name}`);
    }
    fields ??= prepare();
    const object = value as Record<string, unknown>;
    for (const key in object) {
      const field = fields.get(key);
      const member = object[key];
      context.keys += 1;
      if (field === undefined) {
        context.unknownField(key);
        context.keys += keysWithin(member);
        delete object[key];
      } else if (member === null) {
        object[key] = undefined;
      } else {
        context.path.push(key);
        const decoded = field.decode(member, context, name);
        object[key] = field.implicit && isEmpty(decoded) ? undefined : decoded;
        context.path.pop();
      }
    }
    for (const [key, zero] of filled) if (object[key] === undefined) object[key] = zero();
    return object;
  };
}

function fieldOf(property: TSchema, mandatory: boolean): Field {
  return {
    decode: decoderOf(property),
    implicit:
      !mandatory &&
      property.properties === undefined &&
      property.oneOf === undefined &&
      property[EXPLICIT_PRESENCE] !== true,
    zero: mandatory || property[EMBEDDED] === true ? zeroOf(property) : undefined,
  };
}

function list(schema: TSchema): Decode {
  const items: TSchema = schema.items;
  const type = typeName(schema);
  const zero = zeroOf(items);
  let item: Decode | undefined;
  return (value, context, owner) => {
    if (!Array.isArray(value)) throw context.typeError(jsonType(value), owner, type);
    item ??= decoderOf(items);
    for (let i = 0; i < value.length; i += 1) {
      context.path.push(i);
      // Go decodes a null entry into the zero value of its type.
      value[i] = value[i] === null ? zero() : item(value[i], context, owner);
      context.path.pop();
    }
    return value;
  };
}

function map(schema: TSchema): Decode {
  const values: TSchema = schema.additionalProperties;
  const type = typeName(schema);
  const item = decoderOf(values);
  const zero = zeroOf(values);
  return (value, context, owner) => {
    if (typeof value !== 'object' || Array.isArray(value) || value instanceof JsonNumber) {
      throw context.typeError(jsonType(value), owner, type);
    }
    const entries = value as Record<string, unknown>;
    for (const key in entries) {
      context.keys += 1;
      context.path.push(key);
      const member = entries[key];
      const decoded = member === null ? zero() : item(member, context, owner);
      // Assigning to `__proto__` would set the prototype; defining it makes a key like any other.
      if (decoded !== member) Object.defineProperty(entries, key, { ...PLAIN, value: decoded });
      context.path.pop();
    }
    return entries;
  };
}

const PLAIN = { configurable: true, enumerable: true, writable: true } as const;

const raw: Decode = (value, context) => {
  context.keys += keysWithin(value);
  return value;
};

function zeroOf(schema: TSchema): () => unknown {
  if (schema.nullable === true) return () => null;
  switch (shortName(schema)) {
    case 'Quantity':
      return () => '0';
    case 'IntOrString':
      return () => 0;
    case 'Time':
    case 'MicroTime':
      return () => null;
  }
  if (schema.properties !== undefined) {
    // An empty object is decoded rather than copied, so that its own members are filled as well.
    return () => decoderOf(schema)({}, new DecodeContext(), '');
  }
  switch (schema.type) {
    case 'string':
      return () => '';
    case 'integer':
      return () => 0;
    case 'boolean':
      return () => false;
    case 'array':
      return () => [];
    default:
      return () => ({});
  }
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) {
    for (const _ in value) return false;
    return true;
  }
  return value === '' || value === 0 || value === false || value === null;
}

// Without recursion: an unknown field may be nested as deeply as a document can be.
function keysWithin(value: unknown): number {
  let keys = 0;
  const open = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const members = Object.values(next);
    if (!Array.isArray(next)) keys += members.length;
    for (const member of members) if (typeof member === 'object' && member !== null) open.push(member);
  }
  return keys;
}
