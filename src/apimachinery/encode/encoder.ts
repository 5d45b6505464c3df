import type { TSchema } from '@sinclair/typebox';
import { EXPLICIT_PRESENCE, OMIT_ZERO } from '../../../schemas/schema.ts';
import { compareKeys } from './compare-keys.ts';
import { quote } from './quote.ts';

/** Writes a value of one schema as compact JSON. */
export type Encode = (value: unknown) => string;

/**
 * Makes the encoder of a schema. Fields are written in the schema's order, map keys sorted, and what the API leaves out
 * when it is empty is left out; so equal objects have equal texts. Values must be decoded by the same schema: members
 * that the schema does not name are not written.
 */
export function encoderOf(schema: TSchema): Encode {
  const known = encoders.get(schema);
  if (known !== undefined) return known;
  const made = make(schema);
  encoders.set(schema, made);
  return made;
}

const encoders = new WeakMap<TSchema, Encode>();

/** A member of an object: its name and how it is written. */
export interface FieldEncoder {
  readonly name: string;
  /** The text of the member with its name, or '' where it is left out. */
  readonly member: (value: unknown) => string;
}

/** The encoders of an object schema's members, in order. */
export function fieldEncodersOf(schema: TSchema): readonly FieldEncoder[] {
  const properties: Readonly<Record<string, TSchema>> = schema.properties;
  const mandatory = new Set<string>(schema.required);
  return Object.entries(properties).map(([name, field]) => ({
    name,
    member: memberOf(name, field, mandatory.has(name)),
  }));
}

function make(schema: TSchema): Encode {
  if (schema.oneOf !== undefined) return (value) => (typeof value === 'string' ? quote(value) : String(value));
  switch (schema.type) {
    case 'string':
      return (value) => quote(value as string);
    case 'integer':
    case 'boolean':
      return String;
    case 'array':
      return list(encoderOf(schema.items));
    default:
      if (schema.properties !== undefined) return struct(schema);
      return schema.additionalProperties === undefined ? JSON.stringify : map(encoderOf(schema.additionalProperties));
  }
}

function struct(schema: TSchema): Encode {
  const fields = fieldEncodersOf(schema);
  return (value) => {
    const object = value as Readonly<Record<string, unknown>>;
    let out = '';
    for (const { name, member } of fields) {
      const text = member(object[name]);
      if (text !== '') out += out === '' ? text : `,${text}`;
    }
    return `{${out}}`;
  };
}

function list(item: Encode): Encode {
  return (value) => {
    let out = '';
    for (const entry of value as readonly unknown[]) out += out === '' ? item(entry) : `,${item(entry)}`;
    return `[${out}]`;
  };
}

function map(item: Encode): Encode {
  return (value) => {
    const entries = value as Readonly<Record<string, unknown>>;
    let out = '';
    for (const key of sortedKeys(entries)) {
      const member = `${quote(key)}:${item(entries[key])}`;
      out += out === '' ? member : `,${member}`;
    }
    return `{${out}}`;
  };
}

function sortedKeys(object: object): string[] {
  const keys = Object.keys(object);
  for (let i = 1; i < keys.length; i += 1) {
    if (compareKeys(keys[i - 1] as string, keys[i] as string) > 0) return keys.sort(compareKeys);
  }
  return keys;
}

function memberOf(name: string, field: TSchema, mandatory: boolean): (value: unknown) => string {
  const encode = encoderOf(field);
  const head = `${quote(name)}:`;
  if (field.nullable === true && field[OMIT_ZERO] !== true) {
    return (value) => (value === undefined || value === null ? `${head}null` : head + encode(value));
  }
  if (mandatory) return (value) => (value === undefined || value === null ? `${head}null` : head + encode(value));
  if (field.properties !== undefined || field[EXPLICIT_PRESENCE] === true || field.oneOf !== undefined) {
    return (value) => (value === undefined || value === null ? '' : head + encode(value));
  }
  return (value) => (isEmpty(value) ? '' : head + encode(value));
}

function isEmpty(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return value === '';
    case 'number':
      return value === 0;
    case 'boolean':
      return !value;
    case 'object':
      if (value === null) return true;
      if (Array.isArray(value)) return value.length === 0;
      for (const _ in value) return false;
      return true;
    default:
      return value === undefined;
  }
}
