import type { TSchema } from '@sinclair/typebox';
import fc from 'fast-check';
import { schemaType } from '../../src/apimachinery/decode/schema-type.ts';

/** How many members an object gets at most, by how deep it is: so that documents stay small, and reach every part of a schema. */
const MEMBERS = [6, 6, 5, 4, 3, 2];
const FEW = 1;

/** Text as it occurs in the wild, with what is special to JSON, YAML, HTTP and JavaScript among it. */
export const trickyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
  fc.constantFrom(
    'a":',
    ' :',
    '"',
    '\\',
    '{}[],:',
    '\u0000\u001f',
    '\u2028',
    '__proto__',
    'null',
    'yes',
    '0644',
    '1e3',
    '~',
  ),
);

const names = fc.oneof(
  fc.constantFrom('a', 'b.c/d', '__proto__', 'constructor', 'toString', '10', '9', ''),
  trickyText,
);

/** Values of a schema as JSON has them, well-typed; 64-bit integers that a number does not hold exactly come as bigint. */
export function fromSchema(schema: TSchema, depth = 0): fc.Arbitrary<unknown> {
  switch (schemaType(schema)) {
    case 'string':
      return trickyText;
    case 'bytes':
      return fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString('base64'));
    case 'boolean':
      return fc.boolean();
    case 'int32':
      return fc.oneof(fc.integer(), fc.constantFrom(0, 1, -(2 ** 31), 2 ** 31 - 1));
    case 'int64':
      return fc.oneof(fc.maxSafeInteger(), fc.constantFrom(0, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)));
    case 'quantity':
      return fc.constantFrom('0', '1', '1500m', '1.5', '2Gi', '1e3', 5, '-1', '0.5Ki');
    case 'intOrString':
      return fc.oneof(fc.integer(), trickyText);
    case 'time':
      return fc.constantFrom('2016-08-08T07:41:29Z', '2016-08-08T07:41:29.5+02:00', '0001-01-01T00:00:00Z', null);
    case 'microTime':
      return fc.constantFrom('2016-08-08T07:41:29.000001Z', null);
    case 'raw':
      // Kept as it came, so that the order of its members would matter.
      return fc.dictionary(names, fc.dictionary(names, fc.constant({}), { maxKeys: 1 }), { maxKeys: 1 });
    case 'list':
      return fc.array(nullable(fromSchema(schema.items, depth + 1)), { maxLength: depth > 4 ? 1 : 2 });
    case 'map':
      return fc.dictionary(names, nullable(fromSchema(schema.additionalProperties, depth + 1)), { maxKeys: 3 });
    default:
      return struct(schema, depth);
  }
}

function struct(schema: TSchema, depth: number): fc.Arbitrary<unknown> {
  const properties: Readonly<Record<string, TSchema>> = schema.properties;
  // kind and apiVersion are no free text.
  const keys = Object.keys(properties).filter((key) => depth > 0 || !['kind', 'apiVersion'].includes(key));
  return fc
    .subarray(keys, { maxLength: Math.min(keys.length, MEMBERS[depth] ?? FEW) })
    .chain((chosen) =>
      fc.record(
        Object.fromEntries(chosen.map((key) => [key, nullable(fromSchema(properties[key] as TSchema, depth + 1))])),
      ),
    );
}

function nullable(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: values }, { weight: 1, arbitrary: fc.constant(null) });
}

/** The same value with the members of every object in another order, drawn from `next` (at least 0, less than 1). */
export function shuffled(value: unknown, next: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, next));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => ({
    key,
    member: shuffled(member, next),
    order: next(),
  }));
  return Object.fromEntries(entries.sort((a, b) => a.order - b.order).map(({ key, member }) => [key, member]));
}
