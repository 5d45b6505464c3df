import type { TSchema } from '@sinclair/typebox';
import { base64Problem } from '../base64.ts';
import { goQuote } from '../go-quote.ts';
import { JsonNumber } from '../json/json-number.ts';
import { JsonMembers } from '../json/json-tree.ts';
import { quantityProblem } from '../quantity.ts';
import { microTimeProblem, timeProblem } from '../time.ts';
import { decodeScalar, MISMATCH, type ScalarType } from './scalars.ts';
import { schemaType, shortName, typeName } from './schema-type.ts';

/** What is to be said about a document that is not quite what its schema expects. */
export interface Diagnosis {
  /** The first value of a wrong type, in the words of Go's encoding/json; undefined where there is none. */
  readonly mismatch: string | undefined;
  /** What strict decoding refuses, in document order and each once: `unknown field "status.surprise"`, `duplicate field "spec"`. */
  readonly strictErrors: readonly string[];
  /** Whether some member that the schema knows stands twice. */
  readonly repeats: boolean;
}

/** Reads a document (see parseJsonTree) against its schema in search of what the decoder has stumbled over. */
export function diagnose(schema: TSchema, document: unknown): Diagnosis {
  const walk = new Walk();
  let mismatch: string | undefined;
  try {
    walk.value(schema, document, '');
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    mismatch = error.message;
  }
  return { mismatch, strictErrors: [...walk.strictErrors], repeats: walk.repeats };
}

/** The name of a value's JSON type, as Go prints it. */
export function jsonType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return value instanceof JsonNumber ? 'number' : typeof value;
}

// As in kube-apiserver: a body of nothing but unknown fields is not answered with as many complaints.
const MAX_STRICT_ERRORS = 100;

class Mismatch extends Error {}

class Walk {
  readonly strictErrors = new Set<string>();
  repeats = false;
  /** The way to the value, as strict decoding writes it (`status.conditions[0]`). */
  #path = '';
  /** The way to the value by the fields of structs alone, as errors of type write it (`status.conditions`). */
  #fields = '';

  /** `owner` is the name of the type whose field the value is. */
  value(schema: TSchema, value: unknown, owner: string): void {
    if (value === null) return;
    const type = schemaType(schema);
    switch (type) {
      case 'raw':
        break;
      case 'struct':
        if (!(value instanceof JsonMembers)) throw this.#mismatch(schema, value, owner);
        this.#struct(schema, value);
        break;
      case 'list':
        if (!Array.isArray(value)) throw this.#mismatch(schema, value, owner);
        for (const [i, item] of value.entries())
          this.#at(`${this.#path}[${i}]`, () => this.value(schema.items, item, owner));
        break;
      case 'map':
        if (!(value instanceof JsonMembers)) throw this.#mismatch(schema, value, owner);
        this.#map(schema.additionalProperties, value, owner);
        break;
      default:
        if (decodeScalar[type](value) === MISMATCH) throw this.#scalarMismatch(type, schema, value, owner);
    }
  }

  #struct(schema: TSchema, { entries }: JsonMembers): void {
    const seen = new Set<string>();
    const owner = shortName(schema);
    for (const [name, member] of entries) {
      const property: TSchema | undefined = Object.hasOwn(schema.properties, name)
        ? schema.properties[name]
        : undefined;
      if (property === undefined) {
        this.#strictError('unknown', name);
        continue;
      }
      this.#once(seen, name);
      const outer = this.#fields;
      this.#fields = joined(outer, name);
      this.#at(joined(this.#path, name), () => this.value(property, member, owner));
      this.#fields = outer;
    }
  }

  #map(values: TSchema, { entries }: JsonMembers, owner: string): void {
    const seen = new Set<string>();
    for (const [name, member] of entries) {
      this.#once(seen, name);
      this.#at(joined(this.#path, name), () => this.value(values, member, owner));
    }
  }

  #once(seen: Set<string>, name: string): void {
    if (seen.has(name)) {
      this.repeats = true;
      this.#strictError('duplicate', name);
    }
    seen.add(name);
  }

  #strictError(what: string, name: string): void {
    if (this.strictErrors.size < MAX_STRICT_ERRORS)
      this.strictErrors.add(`${what} field ${goQuote(joined(this.#path, name))}`);
  }

  #at(path: string, visit: () => void): void {
    const outer = this.#path;
    this.#path = path;
    visit();
    this.#path = outer;
  }

  #scalarMismatch(type: ScalarType, schema: TSchema, value: unknown, owner: string): Mismatch {
    if (type === 'quantity') return new Mismatch(quantityProblem(typeof value === 'string' ? value : ''));
    if (typeof value === 'string') {
      if (type === 'bytes') return new Mismatch(base64Problem(value));
      if (type === 'time') return new Mismatch(timeProblem(value));
      if (type === 'microTime') return new Mismatch(microTimeProblem(value));
    }
    return this.#mismatch(schema, value, owner);
  }

  #mismatch(schema: TSchema, value: unknown, owner: string): Mismatch {
    const integer = /^int/.test(schemaType(schema));
    const text = value instanceof JsonNumber ? value.text : typeof value === 'number' ? String(value) : undefined;
    const found = integer && text !== undefined ? `number ${text}` : jsonType(value);
    const where = this.#fields === '' ? 'value' : `struct field ${owner}.${this.#fields}`;
    return new Mismatch(`json: cannot unmarshal ${found} into Go ${where} of type ${typeName(schema)}`);
  }
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
