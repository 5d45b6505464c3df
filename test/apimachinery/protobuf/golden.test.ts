import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { TSchema } from '@sinclair/typebox';
import { describe, expect, it } from 'vitest';
import { PartialObjectMetadata } from '../../../schemas/meta/v1/partial-object-metadata.ts';
import { decodeObject } from '../../../src/apimachinery/decode/decode-object.ts';
import type { GroupVersionKind } from '../../../src/apimachinery/group-version-kind.ts';
import { stringifyJson } from '../../../src/apimachinery/json/stringify-json.ts';
import { decodeProtobuf } from '../../../src/apimachinery/protobuf/decode-protobuf.ts';
import { encodeProtobuf } from '../../../src/apimachinery/protobuf/encode-protobuf.ts';
import { encodeListFrame, encodeListItem } from '../../../src/apimachinery/protobuf/encode-protobuf-list.ts';
import { encodeWatchEvent } from '../../../src/apimachinery/protobuf/watch-event.ts';
import { namedSchemas } from '../../schemas/named-schemas.ts';

interface Sample {
  readonly schema: TSchema;
  readonly kind: GroupVersionKind;
  readonly protobuf: Buffer;
  readonly json: string;
}

const KINDS = 'x-kubernetes-group-version-kind';
const schemas = [...namedSchemas.values(), PartialObjectMetadata].flatMap((schema) =>
  ((schema[KINDS] ?? []) as readonly GroupVersionKind[]).map((kind) => ({ kind, schema })),
);

const lines = gunzipSync(readFileSync(new URL('./data/golden.jsonl.gz', import.meta.url)))
  .toString()
  .trim()
  .split('\n');

const samples = new Map<string, Sample>();
let watchEvent: { readonly protobuf: Buffer; readonly json: string } | undefined;
for (const line of lines) {
  const { name, protobuf: hex } = JSON.parse(line) as { readonly name: string; readonly protobuf: string };
  const protobuf = Buffer.from(hex, 'hex');
  // The object's own text, for integers that JavaScript does not hold.
  const json = line.slice(line.indexOf('"json":') + '"json":'.length, -1);
  const [apiVersion = '', kindName] = name.split(' ');
  if (apiVersion === 'watch') watchEvent = { protobuf, json };
  const slash = apiVersion.indexOf('/');
  const group = apiVersion.slice(0, Math.max(slash, 0));
  const version = apiVersion.slice(slash + 1);
  const found = schemas.find(({ kind }) => kind.group === group && kind.version === version && kind.kind === kindName);
  if (found !== undefined) samples.set(name, { ...found, protobuf, json });
}

const canonical = ({ schema, kind, json }: Sample): string =>
  stringifyJson(decodeObject(schema, kind, json, { fieldValidation: 'Strict' }).object).text;

describe('objects that Go has written', () => {
  it('are of every kind that is served', () => {
    const covered = new Set([...samples.values()].map(({ schema }) => schema));
    const missing = schemas.filter(({ schema }) => !covered.has(schema)).map(({ kind }) => kind.kind);
    expect(missing).toEqual([]);
  });

  it.each([...samples.keys()])('%s reads the same from protobuf as from JSON', (name) => {
    const sample = samples.get(name) as Sample;
    const object = decodeProtobuf(sample.schema, sample.kind, sample.protobuf);
    expect(stringifyJson(object).text).toBe(canonical(sample));
  });

  it.each([...samples.keys()])('%s is written byte for byte as Go writes it', (name) => {
    const sample = samples.get(name) as Sample;
    const written = encodeProtobuf(canonical(sample), () => sample.schema);
    expect(written.toString('hex')).toBe(sample.protobuf.toString('hex'));
  });

  it('a list written item by item is the list', () => {
    const list = samples.get('v1 EventList full') as Sample;
    const item = samples.get('v1 Event full') as Sample;
    const decoded = decodeObject(list.schema, list.kind, list.json, { fieldValidation: 'Strict' }).object;
    const { items, ...frame } = decoded as { readonly items: readonly object[] };
    const written = items.map((one) => encodeListItem(item.schema, stringifyJson(one).text));
    const { open, close } = encodeListFrame(stringifyJson(frame).text, Buffer.concat(written).length);
    expect(Buffer.concat([open, ...written, close]).toString('hex')).toBe(list.protobuf.toString('hex'));
  });

  it('a watch event is framed as Go frames it', () => {
    const pod = samples.get('v1 Pod empty') as Sample;
    const text = canonical({ ...pod, json: watchEvent?.json ?? '' });
    const frame = encodeWatchEvent(
      'ADDED',
      encodeProtobuf(text, () => pod.schema),
    );
    expect(frame.toString('hex')).toBe(watchEvent?.protobuf.toString('hex'));
  });
});
