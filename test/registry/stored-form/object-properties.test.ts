import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ApiObject } from '../../../src/apimachinery/api-object.ts';
import { decoderOf } from '../../../src/apimachinery/decode/decoder.ts';
import { goJson } from '../../../src/apimachinery/json/go-json.ts';
import { indentJson } from '../../../src/apimachinery/json/indent-json.ts';
import { parseJson } from '../../../src/apimachinery/json/parse-json.ts';
import { stringifyJson } from '../../../src/apimachinery/json/stringify-json.ts';
import { StatusError } from '../../../src/apimachinery/status-error.ts';
import { kinds } from '../../../src/kinds/kinds.ts';
import type { ResourceDefinition } from '../../../src/registry/definition/resource-definition.ts';
import { fromSchema } from '../../support/arbitrary-from-schema.ts';

/** Random objects of a kind, as a request brings them, without what the server alone writes. */
function objectsOf({ schema }: ResourceDefinition<ApiObject>): fc.Arbitrary<ApiObject> {
  const decode = decoderOf(schema);
  return fromSchema(schema).map((body) => {
    const object = decode(parseJson(stringifyJson(body).text).value as object, { keys: 0 }) as ApiObject;
    Object.assign(object.metadata, { name: 'o', selfLink: undefined, resourceVersion: '7', managedFields: undefined });
    return object;
  });
}

/** The members that an object has, whatever their order. */
function members(object: object): unknown {
  return parseJson(stringifyJson(object).text).value;
}

/** The same members, beginning with another one. */
function rotated(object: object, turns: number): object {
  const entries = Object.entries(object);
  const start = turns % Math.max(entries.length, 1);
  return Object.fromEntries([...entries.slice(start), ...entries.slice(0, start)]);
}

/** Whether what is done to an object does not find that it contradicts itself. */
function isUnderstood(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof StatusError && error.status.code === 400) return false;
    throw error;
  }
}

describe.each(kinds.map((definition) => ({ name: `${definition.kind.group}/${definition.resource}`, definition })))(
  'every one of $name',
  ({ definition }) => {
    const { codec, strategy, viewOf } = definition;

    // A view is read from what another kind wrote.
    test.skipIf(viewOf !== undefined)('is read back as it was written', () => {
      fc.assert(
        fc.property(objectsOf(definition), (object) => {
          const { kind, apiVersion, ...read } = members(codec.copy(codec.encode(object), 7)) as ApiObject;
          const { kind: _, apiVersion: __, ...written } = members(object) as ApiObject;
          expect(read).toEqual(written);
        }),
        { numRuns: 25 },
      );
    });

    test('is cut as it was encoded, whatever the order of its members and the white space between them', () => {
      fc.assert(
        fc.property(objectsOf(definition), fc.nat(), (object, turns) => {
          // The zero time is no time at all where it is read from a text.
          Object.assign(object.metadata, { deletionTimestamp: undefined });
          const value = codec.encode(object);
          const text = value.join('');
          expect(codec.cut(text)).toEqual(value);
          const { metadata, ...fields } = parseJson(text).value as ApiObject;
          const turned = rotated({ metadata: rotated(metadata, turns), ...fields }, turns);
          expect(codec.cut(indentJson(goJson(turned)))).toEqual(value);
        }),
        { numRuns: 25 },
      );
    });

    test('has the defaults of one that was defaulted twice', () => {
      fc.assert(
        fc.property(objectsOf(definition), (object) => {
          fc.pre(isUnderstood(() => strategy.setDefaults(object)));
          const once = stringifyJson(object).text;
          strategy.setDefaults(object);
          expect(stringifyJson(object).text).toBe(once);
        }),
        { numRuns: 25 },
      );
    });
  },
);
