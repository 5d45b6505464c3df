import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Pod } from '../../../schemas/core/v1/pod.ts';
import { decoderOf } from '../../../src/apimachinery/decode/decoder.ts';
import { parseJson } from '../../../src/apimachinery/json/parse-json.ts';
import { stringifyJson } from '../../../src/apimachinery/json/stringify-json.ts';
import { objectCodec } from '../../../src/registry/stored-form/object-codec.ts';
import { UndecodableError } from '../../../src/registry/stored-form/undecodable.ts';
import { fromSchema } from '../../support/arbitrary-from-schema.ts';
import { type Widget, widgets } from '../../support/widget.ts';

const { codec } = widgets;

function widget(members: { metadata?: object; spec?: object; status?: object } = {}): Widget {
  return decoderOf(widgets.schema)(
    { ...members, metadata: { name: 'w', namespace: 'n', uid: 'u', ...members.metadata } },
    { keys: 0 },
  ) as Widget;
}

describe('the text of an object', () => {
  test('has the version and the link of the answer at their place among the metadata', () => {
    const value = codec.encode(widget({ metadata: { labels: { a: 'b' }, generateName: 'w-' }, spec: { size: 3 } }));
    expect(codec.text(value, { revision: 7, selfLink: '/apis/x' })).toBe(
      '{"kind":"Widget","apiVersion":"example.com/v1","metadata":{"name":"w","generateName":"w-","namespace":"n",' +
        '"selfLink":"/apis/x","uid":"u","resourceVersion":"7","labels":{"a":"b"}},"spec":{"size":3},"status":{}}',
    );
  });

  test('has neither where there is none', () => {
    const value = codec.encode(widget());
    expect(codec.text(value, { revision: undefined })).toBe(
      '{"kind":"Widget","apiVersion":"example.com/v1","metadata":{"name":"w","namespace":"n","uid":"u"},"spec":{},"status":{}}',
    );
  });

  test('as an item of a list leaves kind and apiVersion to the list', () => {
    expect(codec.itemText(codec.encode(widget()), { revision: 7 })).toBe(
      '{"metadata":{"name":"w","namespace":"n","uid":"u","resourceVersion":"7"},"spec":{},"status":{}}',
    );
  });

  test('tells the name and the namespace of the object', () => {
    const identityOf = (metadata: object) => codec.identity(codec.encode(widget({ metadata })));
    expect(identityOf({ generateName: 'w-' })).toEqual({ name: 'w', namespace: 'n' });
    expect(identityOf({ name: 'a:b', namespace: undefined })).toEqual({ name: 'a:b', namespace: undefined });
    const odd = 'a"b\\c","namespace":"x';
    expect(identityOf({ name: odd, generateName: odd })).toEqual({ name: odd, namespace: 'n' });
  });

  test('does not carry the version and the link that a client sent', () => {
    const value = codec.encode(widget({ metadata: { resourceVersion: '3', selfLink: '/old' } }));
    expect(codec.text(value, { revision: 7 })).not.toMatch(/old|"3"/);
  });

  test('is the same whatever was done to the object, as long as it says the same', () => {
    const changed = widget({ status: { ready: false } });
    Object.assign(changed, { status: { count: undefined, phase: '', ready: false, junk: 1 } });
    changed.metadata.labels = {};
    changed.metadata.annotations = { b: '2', a: '1' };
    expect(codec.encode(changed)).toEqual(
      codec.encode(widget({ metadata: { annotations: { a: '1', b: '2' } }, status: { ready: false } })),
    );
  });

  test('keeps 64-bit integers exact, and so does reading it', () => {
    const big = widget({
      metadata: { generation: 2n ** 53n + 1n },
      spec: { size: 2n ** 63n - 1n },
      status: { count: -5 },
    });
    const value = codec.encode(big);
    expect(codec.text(value, { revision: 7 })).toContain('"generation":9007199254740993');
    for (const read of [codec.open(value, 7), codec.copy(value, 7)]) {
      expect(read.metadata.generation).toBe(2n ** 53n + 1n);
      expect(read.spec.size).toBe(2n ** 63n - 1n);
      expect(read.status.count).toBe(-5);
    }
    expect(codec.encode(codec.copy(value, 7))).toEqual(value);
  });
});

test('kept fields are the very text of what is replaced', () => {
  const from = codec.encode(widget({ spec: { colours: ['a'.repeat(100)] } }));
  const old = codec.open(from, 7);
  const next = codec.keep(
    widget({ metadata: { labels: { a: 'b' } }, spec: { size: 1 }, status: { phase: 'x' } }),
    ['spec'],
    old,
  );
  const value = codec.encode(next, { old, from, kept: ['spec'], canonical: true });
  expect(value.filter((segment, i) => segment !== from[i])).toEqual([',"labels":{"a":"b"}', ',"status":{"phase":"x"}']);
});

describe('an object that is opened', () => {
  const value = codec.encode(widget({ spec: { size: 3 }, status: { phase: 'x' } }));

  test('has what was stored, with its version', () => {
    const opened = codec.open(value, 7);
    expect(opened.kind).toBe('Widget');
    expect(opened.apiVersion).toBe('example.com/v1');
    expect(opened.metadata).toMatchObject({ name: 'w', namespace: 'n', uid: 'u', resourceVersion: '7' });
    expect(opened.spec).toEqual({ size: 3 });
    expect(opened.status).toEqual({ phase: 'x' });
  });

  test('decodes a field when it is first read, once, and never one that is not read', () => {
    const broken = value.map((segment) => (segment.startsWith(',"spec"') ? ',"spec":{broken' : segment));
    const opened = codec.open(broken, 7);
    expect(opened.status).toEqual({ phase: 'x' });
    expect(opened.status).toBe(opened.status);
    expect(opened.metadata).toBe(opened.metadata);
    expect(() => opened.spec).toThrow(UndecodableError);
  });

  test('lends its fields to the object that is to replace it, unread', () => {
    const broken = value.map((segment) => (segment.startsWith(',"spec"') ? ',"spec":{broken' : segment));
    const next = codec.keep(widget(), ['spec'], codec.open(broken, 7));
    expect(next.status).toEqual(widget().status);
    expect(() => next.spec).toThrow(UndecodableError);
  });

  test('again after a write has the new version, and what was kept', () => {
    const next = widget({ status: { phase: 'y' } });
    const again = codec.reopen(value, 8, next, ['spec'], []);
    expect(again.metadata).toMatchObject({ name: 'w', resourceVersion: '8' });
    expect(again.status).toBe(next.status);
    expect(again.spec).toEqual({ size: 3 });
  });
});

test("a copy is its owner's to change", () => {
  const value = codec.encode(widget({ spec: { colours: ['a'] } }));
  const copy = codec.copy(value, 7);
  copy.spec.colours?.push('b');
  copy.metadata.name = 'other';
  expect(codec.copy(value, 7)).toMatchObject({ metadata: { name: 'w' }, spec: { colours: ['a'] } });
  expect(codec.empty()).toMatchObject({ metadata: {}, spec: {}, status: {} });
});

test('every pod is read back as it was written', () => {
  const pods = objectCodec<Pod>(Pod, { group: '', version: 'v1', kind: 'Pod' });
  fc.assert(
    fc.property(fromSchema(Pod), (body) => {
      const document = parseJson(stringifyJson(body).text).value as object;
      const pod = decoderOf(Pod)(document, { keys: 0 }) as Pod;
      Object.assign(pod.metadata, { name: 'p', selfLink: undefined, resourceVersion: '7', managedFields: undefined });
      const value = pods.encode(pod);
      expect(pods.encode(pods.copy(value, 7))).toEqual(value);
      const opened = pods.open(value, 7);
      const read = { metadata: opened.metadata, spec: opened.spec, status: opened.status };
      const { metadata, spec, status } = pods.copy(value, 7);
      expect(stringifyJson(read)).toEqual(stringifyJson({ metadata, spec, status }));
    }),
    { numRuns: 100 },
  );
});
