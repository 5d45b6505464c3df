import type { TSchema } from '@sinclair/typebox';
import { EMBEDDED, EXPLICIT_PRESENCE, KEPT_EMPTY } from '../../../schemas/schema.ts';

/** How values of a schema are read and written: scalars by their format, the rest by their structure. */
export type SchemaType =
  | 'string'
  | 'bytes'
  | 'boolean'
  | 'int32'
  | 'int64'
  | 'quantity'
  | 'intOrString'
  | 'time'
  | 'microTime'
  | 'struct'
  | 'list'
  | 'map'
  | 'raw';

/** Tells the type of a schema. */
export function schemaType(schema: TSchema): SchemaType {
  switch (shortName(schema)) {
    case 'Quantity':
      return 'quantity';
    case 'IntOrString':
      return 'intOrString';
    case 'Time':
      return 'time';
    case 'MicroTime':
      return 'microTime';
  }
  switch (schema.type) {
    case 'string':
      return schema.format === 'byte' ? 'bytes' : 'string';
    case 'integer':
      return schema.format === 'int64' ? 'int64' : 'int32';
    case 'boolean':
      return 'boolean';
    case 'array':
      return 'list';
    default:
      if (schema.properties !== undefined) return 'struct';
      return schema.additionalProperties === undefined ? 'raw' : 'map';
  }
}

/**
 * What becomes of a member that is absent, null or empty:
 * - `filled`: it has its zero value (required and embedded members);
 * - `explicit`: absent stays absent, and a zero that was sent is kept;
 * - `implicit`: a zero that was sent is as good as none.
 */
export type Presence = 'filled' | 'explicit' | 'implicit';

/** Tells the presence of a member of an object schema. */
export function presenceOf(property: TSchema, mandatory: boolean): Presence {
  if (mandatory || property[EMBEDDED] === true) return 'filled';
  // A pointer to an object or to an amount is there or it is not, whatever it holds.
  if (property.properties !== undefined || property.oneOf !== undefined) return 'explicit';
  return property[EXPLICIT_PRESENCE] === true || property[KEPT_EMPTY] === true ? 'explicit' : 'implicit';
}

/** Whether Go holds a member by a pointer to a time, of which nothing and the zero time are two. */
export function isPointerToTime(property: TSchema, mandatory: boolean): boolean {
  const type = schemaType(property);
  if (type !== 'time' && type !== 'microTime') return false;
  return property.nullable !== true && presenceOf(property, mandatory) === 'implicit';
}

/** The name of a schema's type, as Go prints it. `named` is the one that Go gives a field that has it (see goTypeOf). */
export function typeName(schema: TSchema, named?: string): string {
  const type = schemaType(schema);
  switch (type) {
    case 'list':
      return `[]${typeName(schema.items, named)}`;
    case 'map':
      return named ?? `map[string]${typeName(schema.additionalProperties)}`;
    case 'struct':
      return `v1.${shortName(schema)}`;
    case 'quantity':
      return 'resource.Quantity';
    case 'boolean':
      return 'bool';
    case 'bytes':
      return '[]uint8';
    case 'int32':
    case 'int64':
      return type;
    case 'intOrString':
      return 'int32';
    case 'string':
      return named ?? 'string';
    default:
      return 'string';
  }
}

/** The last part of a schema's name: `PodStatus`. */
export function shortName(schema: TSchema): string {
  return schema.$id === undefined ? '' : schema.$id.slice(schema.$id.lastIndexOf('.') + 1);
}
