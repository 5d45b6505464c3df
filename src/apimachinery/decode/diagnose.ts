import type { TSchema } from '@sinclair/typebox';
import { INLINED_FROM } from '../../../schemas/schema.ts';
import { base64Problem } from '../base64.ts';
import { goQuote } from '../go-quote.ts';
import { JsonNumber } from '../json/json-number.ts';
import { JsonMembers } from '../json/json-tree.ts';
import { quantityProblem } from '../quantity.ts';
import { microTimeProblem, timeProblem } from '../time.ts';
import { goTypeOf } from './go-types.ts';
import { decodeScalar, MISMATCH, type ScalarType } from './scalars.ts';
import { type SchemaType, schemaType, shortName, typeName } from './schema-type.ts';

/** What is to be said about a document that is not quite what its schema expects. */
export interface Diagnosis {
  /**
   * What Go's encoding/json says of the values of a wrong type, undefined where there is none: the first that a type of its own
   * reads (quantities, times, IntOrString) and refuses, else the first of all.
   */
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
    mismatch = walk.mismatch;
  } catch (error) {
    if (!(error instanceof DecodingEnds)) throw error;
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

/** A type that reads itself has refused its value. Go's decoder goes on behind any other mismatch, and tells the first at the end. */
class DecodingEnds extends Error {}

/** The types whose values Go's decoder leaves to a method of the type. */
const READS_ITSELF: ReadonlySet<SchemaType> = new Set(['quantity', 'time', 'microTime', 'intOrString']);

class Walk {
  readonly strictErrors = new Set<string>();
  /** The first mismatch that has not ended decoding. */
  mismatch: string | undefined;
  repeats = false;
  /** The way to the value, as strict decoding writes it (`status.conditions[0]`). */
  #path = '';
  /**
   * The way to the value by the fields of structs alone, as errors of type write it (`status.conditions`); a struct that another
   * one embeds stands in it, too (`spec.volumes.VolumeSource.secret`).
   */
  #fields = '';

  /** `owner` is the name of the type whose field the value is, `named` what Go calls the field's type (see goTypeOf). */
  value(schema: TSchema, value: unknown, owner: string, named?: string): void {
    if (value === null) return;
    const type = schemaType(schema);
    switch (type) {
      case 'raw':
        break;
      case 'struct':
        if (value instanceof JsonMembers) this.#struct(schema, value);
        else this.#mismatch(schema, value, owner, named);
        break;
      case 'list':
        if (Array.isArray(value)) this.#list(schema.items, value, owner, named);
        else this.#mismatch(schema, value, owner, named);
        break;
      case 'map':
        if (value instanceof JsonMembers) this.#map(schema.additionalProperties, value, owner);
        else this.#mismatch(schema, value, owner, named);
        break;
      default:
        if (decodeScalar[type](value) === MISMATCH) this.#scalarMismatch(type, schema, value, owner, named);
    }
  }

  #list(items: TSchema, list: readonly unknown[], owner: string, named?: string): void {
    for (const [i, item] of list.entries())
      this.#at(`${this.#path}[${i}]`, () => this.value(items, item, owner, named));
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
      const embedded: string | undefined = property[INLINED_FROM];
      this.#fields = joined(embedded === undefined ? outer : joined(outer, embedded), name);
      this.#at(joined(this.#path, name), () => this.value(property, member, owner, goTypeOf(owner, name)));
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

  #scalarMismatch(type: ScalarType, schema: TSchema, value: unknown, owner: string, named?: string): void {
    if (type === 'quantity') throw new DecodingEnds(quantityProblem(typeof value === 'string' ? value : ''));
    if (typeof value === 'string') {
      if (type === 'time') throw new DecodingEnds(timeProblem(value));
      if (type === 'microTime') throw new DecodingEnds(microTimeProblem(value));
      if (type === 'bytes') {
        this.mismatch ??= base64Problem(value);
        return;
      }
    }
    this.#mismatch(schema, value, owner, named);
  }

  #mismatch(schema: TSchema, value: unknown, owner: string, named?: string): void {
    const type = schemaType(schema);
    const ends = READS_ITSELF.has(type);
    if (this.mismatch !== undefined && !ends) return;
    const text = value instanceof JsonNumber ? value.text : typeof value === 'number' ? String(value) : undefined;
    const found = type.startsWith('int') && text !== undefined ? `number ${text}` : jsonType(value);
    const where = this.#fields === '' ? 'value' : `struct field ${owner}.${this.#fields}`;
    const problem = `json: cannot unmarshal ${found} into Go ${where} of type ${typeName(schema, named)}`;
    if (ends) throw new DecodingEnds(problem);
    this.mismatch ??= problem;
  }
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
