import type { TSchema } from '@sinclair/typebox';
import { compareKeys } from '../decode/compare-keys.ts';
import { jsonType } from '../decode/diagnose.ts';
import { decodeScalar, MISMATCH } from '../decode/scalars.ts';
import { type SchemaType, schemaType, shortName } from '../decode/schema-type.ts';
import { goQuote } from '../go-quote.ts';
import { JsonNumber } from '../json/json-number.ts';
import { quantityProblem } from '../quantity.ts';
import { microTimeProblem, timeProblem } from '../time.ts';
import { goKind } from './go-print.ts';
import { goStringType } from './go-string-types.ts';
import { isObject, type JsonObject, member, setMember } from './json-value.ts';

/** How an object that a strategic merge patch made fits its schema. */
export interface Conversion {
  /** The first value of a wrong type, in the words of kube-apiserver's converter; undefined where there is none. */
  readonly mismatch: string | undefined;
  /** `unknown field "status.surprise"`, in order of their texts. */
  readonly unknownFields: readonly string[];
}

/**
 * Holds an object against its schema as kube-apiserver converts what a strategic merge patch made: it goes by the schema's order,
 * takes a float that is whole for an integer, and cuts an integer to 32 bits. Such numbers are brought into form in place.
 */
export function fromUnstructured(schema: TSchema, object: JsonObject): Conversion {
  const unknown: string[] = [];
  let mismatch: string | undefined;
  try {
    struct(schema, object, '', unknown);
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    mismatch = error.message;
  }
  return { mismatch, unknownFields: unknown.sort(compareKeys).map((path) => `unknown field ${goQuote(path)}`) };
}

class Mismatch extends Error {}

function struct(schema: TSchema, value: unknown, path: string, unknown: string[]): void {
  if (!isObject(value)) throw new Mismatch(`cannot restore struct from: ${goKind(value)}`);
  for (const [name, property] of Object.entries<TSchema>(schema.properties)) {
    const given = member(value, name);
    if (given === undefined || given === null) continue;
    const converted = convert(property, given, {
      path: joined(path, name),
      stringType: goStringType(shortName(schema), name),
      unknown,
    });
    if (converted !== given) setMember(value, name, converted);
  }
  for (const name of Object.keys(value)) {
    if (value[name] !== undefined && !Object.hasOwn(schema.properties, name)) unknown.push(joined(path, name));
  }
}

interface Context {
  readonly path: string;
  /** The type of a string at this place, as Go prints it. */
  readonly stringType: string;
  readonly unknown: string[];
}

function convert(schema: TSchema, value: unknown, context: Context): unknown {
  const type = schemaType(schema);
  switch (type) {
    case 'raw':
      return value;
    case 'struct':
      struct(schema, value, context.path, context.unknown);
      return value;
    case 'list':
      return list(schema.items, value, context);
    case 'map':
      return map(schema.additionalProperties, value, context);
    case 'int32':
    case 'int64':
      return integer(type, value);
    case 'string':
      if (typeof value === 'string') return value;
      throw cannotConvert(value, 'string', context.stringType);
    case 'boolean':
      if (typeof value === 'boolean') return value;
      throw new Mismatch('unrecognized type: bool');
    default:
      if (decodeScalar[type](value) === MISMATCH) throw new Mismatch(unmarshalProblem(type, value));
      return value;
  }
}

function list(items: TSchema, value: unknown, context: Context): unknown {
  if (!Array.isArray(value)) throw new Mismatch(`cannot restore slice from ${goKind(value)}`);
  for (const [i, item] of value.entries()) {
    if (item === null) continue;
    const converted = convert(items, item, { ...context, path: `${context.path}[${i}]` });
    if (converted !== item) value[i] = converted;
  }
  return value;
}

function map(values: TSchema, value: unknown, context: Context): unknown {
  if (!isObject(value)) throw new Mismatch(`cannot restore map from ${goKind(value)}`);
  for (const name of Object.keys(value)) {
    const item = value[name];
    if (item === undefined || item === null) continue;
    const converted = convert(values, item, { ...context, stringType: 'string' });
    if (converted !== item) setMember(value, name, converted);
  }
  return value;
}

function integer(type: 'int32' | 'int64', value: unknown): unknown {
  if (decodeScalar[type](value) !== MISMATCH) return value;
  const kind = goKind(value);
  const exact = value instanceof JsonNumber ? Number(value.text) : value;
  if ((kind !== 'int64' && kind !== 'float64') || typeof exact !== 'number') {
    throw new Mismatch(`unrecognized type: ${type}`);
  }
  if (!Number.isInteger(exact)) throw new Mismatch(`cannot convert float64 to ${type}`);
  const whole = value instanceof JsonNumber && kind === 'int64' ? BigInt(value.text) : BigInt(exact);
  return Number(BigInt.asIntN(type === 'int32' ? 32 : 64, whole));
}

function cannotConvert(value: unknown, kind: string, type: string): Mismatch {
  // Only integers are convertible in Go's eyes, which JSON does not allow.
  return new Mismatch(goKind(value) === 'int64' ? `cannot convert int64 to ${type}` : `unrecognized type: ${kind}`);
}

function unmarshalProblem(type: SchemaType, value: unknown): string {
  if (type === 'quantity') return quantityProblem(typeof value === 'string' ? value : '');
  if (type === 'bytes')
    return typeof value === 'string' ? 'illegal base64 data' : `cannot restore slice from ${goKind(value)}`;
  if (typeof value === 'string') return type === 'time' ? timeProblem(value) : microTimeProblem(value);
  const wanted = type === 'intOrString' ? 'int32' : 'string';
  return `json: cannot unmarshal ${jsonType(value)} into Go value of type ${wanted}`;
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
