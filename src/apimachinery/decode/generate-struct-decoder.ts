import type { TSchema } from '@sinclair/typebox';
import { type Decode, DecodeMismatch } from './decode.ts';
import { isPointerToTime, type Presence, presenceOf, type SchemaType, schemaType } from './schema-type.ts';

/**
 * Generates the decoder of an object schema as straight-line code: each member is read by its name, checked, and set in an
 * object literal that has all members in order. Such code is several times as fast as a loop over the document's keys, because
 * every access is to a known place; and it needs no look at the keys it does not know, because counting the others is enough.
 *
 * The text is made from the schema alone. Names go in as JSON strings, so that none of them can be code.
 */
export function generateStructDecoder(
  name: string,
  schema: TSchema,
  decoderOf: (schema: TSchema) => Decode,
  zeroOf: (schema: TSchema) => () => unknown,
): Decode {
  const properties = Object.entries<TSchema>(schema.properties);
  const mandatory = new Set<string>(schema.required);
  const decoders = properties.map(([, property]) => decoderOf(property));
  const zeros = properties.map(([, property]) => zeroOf(property));
  const mismatch = (): never => {
    throw new DecodeMismatch();
  };
  const read = properties.map(([key, property], i) =>
    isPointerToTime(property, mandatory.has(key))
      ? readingTime(i, key)
      : reading(i, key, schemaType(property), presenceOf(property, mandatory.has(key))),
  );
  const literal = properties.map(([key], i) => `${JSON.stringify(key)}: f${i}`);
  const body = `
    return function decode${name}(value, count) {
      let keys = 0;
      ${read.join('\n')}
      count.keys += keys;
      return { ${literal.join(', ')} };
    };`;
  return new Function('decoders', 'zeros', 'mismatch', 'isEmpty', body)(decoders, zeros, mismatch, isEmpty) as Decode;
}

function reading(i: number, key: string, type: SchemaType, presence: Presence): string {
  const field = `f${i}`;
  const implicit = presence === 'implicit';
  const absent = presence === 'filled' ? `zeros[${i}]()` : 'undefined';
  return `
      let ${field} = value[${JSON.stringify(key)}];
      if (${field} === undefined) ${field} = ${absent};
      else {
        keys += 1;
        if (${field} === null) ${field} = ${absent};
        else { ${decoding(field, i, type, implicit)} }
      }`;
}

/** A time that may be absent: the zero time is another thing, and null (see KeyCount). */
function readingTime(i: number, key: string): string {
  const field = `f${i}`;
  return `
      let ${field} = value[${JSON.stringify(key)}];
      if (${field} !== undefined) {
        keys += 1;
        if (${field} !== null) ${field} = decoders[${i}](${field}, count);
        else if (!count.canonical) ${field} = undefined;
      }`;
}

function decoding(field: string, i: number, type: SchemaType, implicit: boolean): string {
  switch (type) {
    case 'string':
      return `if (typeof ${field} !== 'string') mismatch(); ${implicit ? `if (${field} === '') ${field} = undefined;` : ''}`;
    case 'boolean':
      return `if (typeof ${field} !== 'boolean') mismatch(); ${implicit ? `if (!${field}) ${field} = undefined;` : ''}`;
    case 'int32':
      return `if (${field} !== (${field} | 0)) mismatch(); ${implicit ? `if (${field} === 0) ${field} = undefined;` : ''}`;
    case 'map':
      // A map counts its keys, so that nobody has to look whether it has any: the larger it is, the longer that takes.
      return implicit
        ? `const before = count.keys; ${field} = decoders[${i}](${field}, count); if (count.keys === before) ${field} = undefined;`
        : `${field} = decoders[${i}](${field}, count);`;
    default:
      return `${field} = decoders[${i}](${field}, count); ${implicit ? `if (isEmpty(${field})) ${field} = undefined;` : ''}`;
  }
}

function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === '' || value === 0 || value === null;
  if (Array.isArray(value)) return value.length === 0;
  for (const _ in value) return false;
  return true;
}
