import type { TSchema } from '@sinclair/typebox';
import { describe, expect, it } from 'vitest';
import { PROTOBUF_FIELDS } from '../../schemas/protobuf-fields.ts';
import { kinds } from '../../src/kinds/kinds.ts';
import messages from './data/protobuf.json' with { type: 'json' };
import { namedSchemas, propertiesOf } from './named-schemas.ts';

type Message = readonly (readonly [number: number, name: string, type: string])[];
const protobuf = messages as unknown as Readonly<Record<string, Message>>; // JSON knows no tuples

const TYPE_META: readonly string[] = ['kind', 'apiVersion'];

const messageName = (id: string): string => id.replace(/^io\.k8s/, 'k8s.io');
const recorded = Object.keys(PROTOBUF_FIELDS).filter((id) => messageName(id) in protobuf);

describe('the numbers of the fields', () => {
  it.each(recorded)('%s has those that Kubernetes publishes', (id) => {
    const published = (protobuf[messageName(id)] ?? []).map(([number, name, type]) => {
      if (type === 'Verbs') return `[${name}]=${number}`;
      const isProperty = entries(id).some((entry) => entry.toLowerCase() === `${name.toLowerCase()}=${number}`);
      return isProperty ? `${name}=${number}` : `...${type}=${number}`;
    });
    expect(entries(id).map((entry) => entry.toLowerCase())).toEqual(published.map((entry) => entry.toLowerCase()));
  });

  it.each([...namedSchemas].filter(([, schema]) => schema.properties !== undefined))(
    '%s has one for each of its properties',
    (id, schema) => {
      const isKind = 'x-kubernetes-group-version-kind' in schema;
      const names = propertiesOf(schema).map(([name]) => name);
      const numbered = numberedNames(id, schema);
      expect(names.filter((name) => !numbered.has(name) && !(isKind && TYPE_META.includes(name)))).toEqual([]);
    },
  );

  it('every kind that is served has them, and so does its list', () => {
    const ids = kinds.flatMap(({ schema, listSchema }) => [schema.$id ?? '', listSchema.$id ?? '']);
    expect(ids.filter((id) => !(id in PROTOBUF_FIELDS))).toEqual([]);
  });
});

function entries(id: string): readonly string[] {
  return PROTOBUF_FIELDS[id]?.split(' ') ?? [];
}

function numberedNames(id: string, schema: TSchema): ReadonlySet<string> {
  return new Set(
    entries(id).flatMap((entry) => {
      const name = entry.replace(/=\d+$/, '').replace(/^\[(.*)\]$/, '$1');
      if (!name.startsWith('...')) return [name];
      return [...numberedNames(id.slice(0, id.lastIndexOf('.') + 1) + name.slice(3), schema)];
    }),
  );
}
