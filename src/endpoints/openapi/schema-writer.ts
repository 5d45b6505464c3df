import type { TSchema } from '@sinclair/typebox';
import type { Json, JsonObject } from './json.ts';
import { isPrivate, type NamedSchema, type SchemaIndex } from './named-schemas.ts';

/** Where a schema is used within another one. */
export type Place = 'properties' | 'items' | 'additionalProperties';

/** How a document writes schemas. */
export interface Dialect {
  /** Where the document has its schemas: `#/components/schemas/`. */
  readonly base: string;
  /** The name of a schema in the document. */
  nameOf(id: string): string;
  /** One keyword of a schema; undefined leaves it out. */
  keyword(key: string, value: Json, schema: TSchema): readonly [string, Json] | undefined;
  /** A named schema where it is used: `used` carries the annotations of the place, `definition` is what was defined. */
  use(used: TSchema, definition: NamedSchema, place: Place, writer: SchemaWriter): JsonObject;
  /** A definition as it is to stand in the document, from what was written of it. */
  finish(written: JsonObject, definition: NamedSchema): JsonObject;
}

/** Writes the schemas of one document. Every schema that is referred to is written, and draws in those that it refers to. */
export class SchemaWriter {
  readonly #index: SchemaIndex;
  readonly #dialect: Dialect;
  readonly #written = new Map<string, JsonObject>();

  constructor(index: SchemaIndex, dialect: Dialect) {
    this.#index = index;
    this.#dialect = dialect;
  }

  /** Refers to a named schema. */
  reference(schema: TSchema): JsonObject {
    const definition = this.#definitionOf(schema);
    const name = this.#dialect.nameOf(definition.$id);
    if (!this.#written.has(name)) {
      // Known before it is written, since types may refer to themselves.
      this.#written.set(name, {});
      this.#written.set(name, this.#dialect.finish(this.write(definition), definition));
    }
    return { $ref: this.#dialect.base + name };
  }

  /** A schema in place, without its name. */
  write(schema: TSchema): JsonObject {
    const out: Record<string, Json> = {};
    for (const [key, value] of Object.entries(schema)) {
      if (isPrivate(key)) continue;
      if (key === 'properties') {
        const properties = Object.entries<TSchema>(value);
        out[key] = Object.fromEntries(properties.map(([name, property]) => [name, this.#use(property, key)]));
      } else if (key === 'items' || key === 'additionalProperties') {
        out[key] = this.#use(value, key);
      } else {
        const keyword = this.#dialect.keyword(key, value, schema);
        if (keyword !== undefined) out[keyword[0]] = keyword[1];
      }
    }
    return out;
  }

  /** All that has been referred to, by name. */
  components(): JsonObject {
    return Object.fromEntries([...this.#written].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #use(schema: TSchema, place: Place): JsonObject {
    return schema.$id === undefined
      ? this.write(schema)
      : this.#dialect.use(schema, this.#definitionOf(schema), place, this);
  }

  #definitionOf(schema: TSchema): NamedSchema {
    const definition = this.#index.get(schema.$id ?? '');
    if (definition === undefined) throw new Error(`no schema is named ${schema.$id}`);
    return definition;
  }
}
