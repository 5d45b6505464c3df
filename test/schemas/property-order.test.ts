import type { TSchema } from '@sinclair/typebox';
import { describe, expect, it } from 'vitest';
import messages from './data/protobuf.json' with { type: 'json' };
import { namedSchemas, propertiesOf } from './named-schemas.ts';

type Message = readonly (readonly [number: number, name: string, type: string])[];
const protobuf = messages as unknown as Readonly<Record<string, Message>>; // JSON knows no tuples

const kinds = [...namedSchemas].filter(([, schema]) => 'x-kubernetes-group-version-kind' in schema);
const objects = [...namedSchemas].filter(
  ([id, schema]) => schema.properties !== undefined && messageName(id) in protobuf,
);

describe('the order in which properties are written', () => {
  it.each(kinds)('%s begins with kind and apiVersion', (_, schema) => {
    expect(names(schema).slice(0, 2)).toEqual(['kind', 'apiVersion']);
  });

  it.each(objects)('%s follows the order of its protobuf message', (id, schema) => {
    const written = names(schema).filter((name) => !kinds.some(([kind]) => kind === id) || !TYPE_META.includes(name));
    expect(written).toEqual(fields(messageName(id), new Set(names(schema))));
  });

  it('covers every object type', () => {
    const unchecked = [...namedSchemas].filter(([id, schema]) => schema.properties && !(messageName(id) in protobuf));
    expect(unchecked.map(([id]) => id)).toEqual([]);
  });
});

const TYPE_META: readonly string[] = ['kind', 'apiVersion'];

/** The JSON names of a message's fields; a member that JSON does not know by name is one whose fields stand in its place. */
function fields(message: string, known: ReadonlySet<string>): string[] {
  return (protobuf[message] ?? []).flatMap(([, name, type]) => {
    // One message spells its uid otherwise.
    const property = known.has(name) ? name : name.toLowerCase();
    if (known.has(property)) return [property];
    return fields(message.slice(0, message.lastIndexOf('.') + 1) + type, known);
  });
}

function names(schema: TSchema): string[] {
  return propertiesOf(schema).map(([name]) => name);
}

function messageName(id: string): string {
  return id.replace(/^io\.k8s/, 'k8s.io');
}
