import type { TSchema } from '@sinclair/typebox';
import { schemaType } from '../../src/apimachinery/decode/schema-type.ts';
import { plausible } from './plausible.ts';
import type { Position } from './positions.ts';

/** What a client fills a place with: `make` gives `size` items, entries or characters of it. */
export interface Content {
  readonly title: string;
  readonly make: (size: number) => unknown;
}

/** The ways of filling a list, or a map. */
export function contentsOf({ schema, type, name }: Position): Content[] {
  if (type === 'list') return listContents(schema.items, name);
  if (type === 'map') return mapContents(schema.additionalProperties, name);
  return [];
}

function listContents(items: TSchema, name: string): Content[] {
  const contents: Content[] = [
    { title: 'items that differ', make: (size) => times(size, (index) => plausible(items, name, index)) },
    { title: 'equal items', make: (size) => times(size, () => plausible(items, name)) },
    { title: 'empty items', make: (size) => times(size, () => emptyOf(items)) },
  ];
  if (schemaType(items) === 'struct') contents.push(...structContents(items, name));
  if (schemaType(items) === 'string') {
    contents.push({ title: 'invalid items', make: (size) => times(size, (index) => `-${index}/`) });
  }
  return contents;
}

/** Items that have all their scalars, and items that each have one of their parts. */
function structContents(items: TSchema, name: string): Content[] {
  const properties = Object.entries<TSchema>(items.properties);
  const scalars = properties.filter(([, part]) => !['struct', 'list', 'map', 'raw'].includes(schemaType(part)));
  const parts = properties.filter(([, part]) => ['struct', 'list', 'map'].includes(schemaType(part)));
  const item = (index: number): object => plausible(items, name, index) as object;
  const withMembers = (members: readonly [string, TSchema][]) => (size: number) =>
    times(size, (index) => ({
      ...item(index),
      ...Object.fromEntries(members.map(([key, part]) => [key, plausible(part, key, index)])),
    }));
  return [
    { title: 'whole items', make: withMembers(scalars) },
    ...parts.map((part) => ({ title: `items with ${part[0]}`, make: withMembers([part]) })),
  ];
}

function mapContents(values: TSchema, name: string): Content[] {
  const keyed = (key: (index: number) => string) => (size: number) =>
    Object.fromEntries(times(size, (index) => [key(index), plausible(values, name, index)]));
  return [
    { title: 'keys that differ', make: keyed((index) => `example.com/k${index}`) },
    { title: 'invalid keys', make: keyed((index) => `-${index}/`) },
    { title: 'keys like numbers', make: keyed((index) => `${index}`) },
    { title: 'huge pages', make: keyed((index) => `hugepages-${index + 1}Mi`) },
  ];
}

const PREFIXES = [
  '/',
  'iqn.2001-04.',
  "metadata.annotations['",
  'https://',
  'sha256:',
  'a.example.com/',
  '2020-01-02T03:04:05.',
  '1.',
];
const UNITS = ['a', '0', '/', '.', '-', 'a.', '../', ' ', '[', '$(', ',', '\n'];
const COMMON_UNITS = ['a', '/'];

/** Long texts that are hard for regular expressions and loops: a unit again and again, with an end that does not fit, or among what does. */
export const hardTexts: readonly Content[] = UNITS.flatMap((unit) => [
  repeated('', unit, '!'),
  repeated('a', unit, 'a'),
]);

/** The same after what texts of known forms begin with, and these beginnings again and again. */
export const begunTexts: readonly Content[] = PREFIXES.flatMap((prefix) => [
  repeated('', prefix, '!'),
  ...COMMON_UNITS.map((unit) => repeated(prefix, unit, '!')),
]);

/** A long text with some of everything in it. */
export const mixedText: Content = repeated('a', 'a0-./', '');

function repeated(prefix: string, unit: string, end: string): Content {
  return {
    title: JSON.stringify(`${prefix}${unit}...${end}`),
    make: (size) => `${prefix}${unit.repeat(Math.ceil(size / unit.length))}${end}`,
  };
}

function emptyOf(schema: TSchema): unknown {
  switch (schemaType(schema)) {
    case 'struct':
    case 'map':
    case 'raw':
      return {};
    case 'list':
      return [];
    case 'int32':
    case 'int64':
      return 0;
    default:
      return '';
  }
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
