import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pod } from '../../../schemas/core/v1/pod.ts';
import { decodeObject } from '../../../src/apimachinery/decode/decode-object.ts';
import type { GroupVersionKind } from '../../../src/apimachinery/group-version-kind.ts';
import { stringifyJson } from '../../../src/apimachinery/json/stringify-json.ts';
import { decodeProtobuf } from '../../../src/apimachinery/protobuf/decode-protobuf.ts';
import { encodeProtobuf } from '../../../src/apimachinery/protobuf/encode-protobuf.ts';
import { StatusError } from '../../../src/apimachinery/status-error.ts';
import { namedSchemas, propertiesOf } from '../../schemas/named-schemas.ts';
import { fromSchema } from '../../support/arbitrary-from-schema.ts';

const KINDS = 'x-kubernetes-group-version-kind';
// What a list or an eviction holds names no kind of its own in protobuf.
const kinds = [...namedSchemas].filter(
  ([, schema]) =>
    KINDS in schema && !propertiesOf(schema).some(([, property]) => KINDS in (property.items ?? property)),
);

/** What is kept empty in JSON, with one of the commas beside it. */
const KEPT =
  'managedFields|data|binaryData|supplementalGroups|ports|resizePolicy|restartPolicyRules|limits|requests|claims|allocatable';
const KEPT_EMPTY = new RegExp(`"(${KEPT})":(\\[\\]|\\{\\}),|,?"(${KEPT})":(\\[\\]|\\{\\})`, 'g');

function varint(value: bigint): number[] {
  return value < 128n ? [Number(value)] : [Number(value & 127n) | 128, ...varint(value >> 7n)];
}

describe('protobuf', () => {
  it.each(kinds)('%s comes back as it was written, whatever is in it', (_, schema) => {
    const [kind] = schema[KINDS] as readonly [GroupVersionKind];
    fc.assert(
      fc.property(fromSchema(schema), (value) => {
        const sent = stringifyJson(value).text;
        const json = stringifyJson(decodeObject(schema, kind, sent, { fieldValidation: 'Ignore' }).object).text;
        const document = encodeProtobuf(json, () => schema);
        const object = decodeProtobuf(schema, kind, document) as object;
        const { text } = stringifyJson({ ...object, kind: undefined, apiVersion: undefined });
        // Protobuf does not tell an empty list from none, and for some of them JSON does.
        expect(text).toBe(json.replaceAll(/"(names|rules|sources)":\[\]/g, '"$1":null').replaceAll(KEPT_EMPTY, ''));
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['9999-12-31T23:59:59Z', 253_402_300_799n],
    ['10000-01-01T00:59:59Z', 253_402_304_399n],
    ['-0001-12-31T23:00:00Z', -62_167_222_800n],
  ])('writes %s, be it beyond the years of four digits', (startTime, seconds) => {
    const json = stringifyJson({ kind: 'Pod', metadata: {}, spec: {}, status: { startTime } }).text;
    const timestamp = [0x08, ...varint(BigInt.asUintN(64, seconds)), 0x10, 0x00];
    expect(encodeProtobuf(json, () => Pod).includes(Buffer.from(timestamp))).toBe(true);
  });

  it.each(kinds.slice(0, 8))('%s: broken bytes are refused or read, and nothing else', (_, schema) => {
    const [kind] = schema[KINDS] as readonly [GroupVersionKind];
    const written = fromSchema(schema).map((value) => {
      const { object } = decodeObject(schema, kind, stringifyJson(value).text, { fieldValidation: 'Ignore' });
      return encodeProtobuf(stringifyJson(object).text, () => schema);
    });
    fc.assert(
      fc.property(written, fc.nat(), fc.nat(255), fc.boolean(), (document, position, byte, cut) => {
        const at = position % document.length;
        const broken = cut ? document.subarray(0, at) : Buffer.from(document);
        if (!cut) broken[at] = byte;
        try {
          decodeProtobuf(schema, kind, broken);
        } catch (error) {
          expect(error).toBeInstanceOf(StatusError);
          expect((error as StatusError).status.code).toBe(400);
        }
      }),
      { numRuns: 50 },
    );
  });
});
