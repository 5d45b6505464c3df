import type { TSchema } from '@sinclair/typebox';
import { JsonNumber } from '../json/json-number.ts';
import { decodeScalar, MISMATCH, type ScalarType } from './scalars.ts';
import { schemaType, shortName, typeName } from './schema-type.ts';

/** What is to be said about a document that is not quite what its schema expects. */
export interface Diagnosis {
  /** The first value of a wrong type, in the words of Go's encoding/json; undefined where there is none. */
  readonly mismatch: string | undefined;
  /** The fields that the schema does not have, in document order: `unknown field "status.surprise"`. */
  readonly unknownFields: readonly string[];
}

/** Reads a document against its schema in search of what the decoder has stumbled over. */
export function diagnose(schema: TSchema, value: unknown): Diagnosis {
  const walk = new Walk();
  try {
    walk.value(schema, value, '');
    return { mismatch: undefined, unknownFields: walk.unknownFields };
  } catch (error) {
    if (error instanceof Mismatch) return { mismatch: error.message, unknownFields: walk.unknownFields };
    throw error;
  }
}

/** A place as strict decoding writes it: `status.conditions[0].colour`. */
export function strictPath(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );
}

/** The name of a value's JSON type, as Go prints it. */
export function jsonType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return value instanceof JsonNumber ? 'number' : typeof value;
}

class Mismatch extends Error {}

class Walk {
  readonly unknownFields: string[] = [];
  readonly #path: (string | number)[] = [];

  /** `owner` is the name of the type whose field the value is. */
  value(schema: TSchema, value: unknown, owner: string): void {
    if (value === null) return;
    const type = schemaType(schema);
    switch (type) {
      case 'raw':
        break;
      case 'struct':
        this.#struct(schema, value, owner);
        break;
      case 'list':
        if (!Array.isArray(value)) throw this.#mismatch(schema, value, owner);
        this.#each(value.entries(), (item) => this.value(schema.items, item, owner));
        break;
      case 'map':
        if (!isObject(value)) throw this.#mismatch(schema, value, owner);
        this.#each(Object.entries(value), (entry) => this.value(schema.additionalProperties, entry, owner));
        break;
      default:
        if (decodeScalar[type](value) === MISMATCH) throw this.#scalarMismatch(type, schema, value, owner);
    }
  }

  #struct(schema: TSchema, value: unknown, owner: string): void {
    if (!isObject(value)) throw this.#mismatch(schema, value, owner);
    for (const [key, member] of Object.entries(value)) {
      const property: TSchema | undefined = Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
      if (property === undefined) this.unknownFields.push(`unknown field "${strictPath([...this.#path, key])}"`);
      else this.#at(key, () => this.value(property, member, shortName(schema)));
    }
  }

  #each<K extends string | number>(entries: Iterable<readonly [K, unknown]>, visit: (value: unknown) => void): void {
    for (const [key, value] of entries) this.#at(key, () => visit(value));
  }

  #at(part: string | number, visit: () => void): void {
    this.#path.push(part);
    visit();
    this.#path.pop();
  }

  #scalarMismatch(type: ScalarType, schema: TSchema, value: unknown, owner: string): Mismatch {
    if (type === 'quantity' && typeof value === 'string') return new Mismatch(QUANTITY_RULE);
    if (type === 'bytes' && typeof value === 'string') return new Mismatch('illegal base64 data at input byte 0');
    if ((type === 'time' || type === 'microTime') && typeof value === 'string') {
      const text = JSON.stringify(value);
      return new Mismatch(`parsing time ${text} as "${LAYOUTS[type]}": cannot parse ${text}`);
    }
    return this.#mismatch(schema, value, owner);
  }

  #mismatch(schema: TSchema, value: unknown, owner: string): Mismatch {
    const integer = /^int/.test(schemaType(schema));
    const text = value instanceof JsonNumber ? value.text : typeof value === 'number' ? String(value) : undefined;
    const found = integer && text !== undefined ? `number ${text}` : jsonType(value);
    const fields = this.#path.filter((part) => typeof part === 'string').join('.');
    const where = fields === '' ? 'value' : `struct field ${owner}.${fields}`;
    return new Mismatch(`json: cannot unmarshal ${found} into Go ${where} of type ${typeName(schema)}`);
  }
}

const LAYOUTS = { time: '2006-01-02T15:04:05Z07:00', microTime: '2006-01-02T15:04:05.000000Z07:00' } as const;
const QUANTITY_RULE = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber);
}
