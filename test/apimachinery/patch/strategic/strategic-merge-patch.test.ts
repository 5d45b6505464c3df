import type { TSchema } from '@sinclair/typebox';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Pod } from '../../../../schemas/core/v1/pod.ts';
import { decoderOf } from '../../../../src/apimachinery/decode/decoder.ts';
import { schemaType } from '../../../../src/apimachinery/decode/schema-type.ts';
import { stringifyJson } from '../../../../src/apimachinery/json/stringify-json.ts';
import { isObject, type JsonObject, member, setMember } from '../../../../src/apimachinery/patch/json-value.ts';
import { strategicMergePatch } from '../../../../src/apimachinery/patch/strategic/strategic-merge-patch.ts';
import { StatusError } from '../../../../src/apimachinery/status-error.ts';
import { fromSchema } from '../../../support/arbitrary-from-schema.ts';
import { expectLinear } from '../../../support/growth.ts';
import { strategicDiff } from './strategic-diff.ts';

/** The pod that a patch makes, or the code and text of its refusal. */
function outcome(pod: JsonObject, patch: JsonObject): unknown {
  try {
    return JSON.parse(JSON.stringify(strategicMergePatch(pod, structuredClone(patch), Pod)));
  } catch (error) {
    if (error instanceof StatusError) return [error.status.code, error.message];
    throw error;
  }
}

const spec = (...containers: readonly unknown[]) => ({ spec: { containers } });
const status = (...conditions: readonly unknown[]) => ({ status: { conditions } });
const a = { type: 'A', status: 'True', reason: 'R' };
const b = { type: 'B', status: 'True' };
const c = { type: 'C', status: 'True' };

describe('members', () => {
  test.each([
    ['are added, replaced and removed', { metadata: { labels: { x: null, y: '2', z: '3' } } }, { y: '2', z: '3' }],
    ['of a map are replaced as a whole', { metadata: { labels: { $patch: 'replace', z: '3' } } }, { z: '3' }],
    ['of a map are removed as a whole', { metadata: { labels: { $patch: 'delete', z: '3' } } }, {}],
    ['that $retainKeys does not name go', { metadata: { labels: { $retainKeys: ['y'] } } }, { y: '1' }],
  ])('%s', (_, patch, labels) => {
    expect(outcome({ metadata: { labels: { x: '1', y: '1' } } }, patch)).toEqual({ metadata: { labels } });
  });

  test('that only a directive could mean something to are dropped where there is nothing yet', () => {
    const patch = { metadata: { annotations: { $patch: 'replace', a: 'b' }, labels: { x: null, y: '1' } } };
    expect(outcome({ metadata: {} }, patch)).toEqual({ metadata: { labels: { y: '1' } } });
  });
});

describe('a list with a merge key', () => {
  test.each([
    ['is merged entry by entry', [{ type: 'A', status: 'False' }, c], [{ ...a, status: 'False' }, c, b]],
    ['loses what is deleted', [{ type: 'A', $patch: 'delete' }], [b]],
    ['is replaced where the patch says so', [{ $patch: 'replace' }, c], [c]],
    ['is emptied', [{ $patch: 'replace' }], []],
    ['keeps the order of the patch among what it names', [{ type: 'B' }, { type: 'A' }], [b, a]],
  ])('%s', (_, conditions, expected) => {
    expect(outcome(status(a, b), status(...conditions))).toEqual(status(...expected));
  });

  test('is brought in the order that $setElementOrder gives', () => {
    const order = (...types: readonly string[]) => ({
      status: {
        '$setElementOrder/conditions': types.map((type) => ({ type })),
        conditions: [{ type: 'C', reason: 'X' }],
      },
    });
    expect(outcome(status(a, b, c), order('C', 'B', 'A'))).toEqual(status({ ...c, reason: 'X' }, b, a));
    expect(outcome(status(a, b), order('C', 'A'))).toEqual(status({ type: 'C', reason: 'X' }, a, b));
    expect(outcome({ status: {} }, order('C', 'A'))).toEqual(status({ type: 'C', reason: 'X' }));
  });

  test('is merged within its entries', () => {
    const env = (value: string | null) => ({ name: 'c', env: [{ name: 'E', value }] });
    expect(outcome(spec({ ...env('1'), image: 'i' }), spec(env('2')))).toEqual(spec({ ...env('2'), image: 'i' }));
  });
});

test('a list of scalars is united, and loses what $deleteFromPrimitiveList names', () => {
  const finalizers = (...names: readonly string[]) => ({ metadata: { finalizers: names } });
  expect(outcome(finalizers('x', 'y'), finalizers('y', 'z'))).toEqual(finalizers('x', 'y', 'z'));
  const deleting = { metadata: { '$deleteFromPrimitiveList/finalizers': ['x', 'q'] } };
  expect(outcome(finalizers('x', 'y'), deleting)).toEqual(finalizers('y'));
  expect(outcome({ metadata: {} }, deleting)).toEqual({ metadata: {} });
});

test('a list without a strategy is replaced', () => {
  const tolerations = (...keys: readonly string[]) => ({ spec: { tolerations: keys.map((key) => ({ key })) } });
  expect(outcome(tolerations('a', 'b'), tolerations('c'))).toEqual(tolerations('c'));
});

describe('a patch is refused', () => {
  test.each([
    [spec({ image: 'i' }), [500, 'map: map[image:i] does not contain declared merge key: name']],
    [
      { $patch: 'odd', metadata: { name: 'p' } },
      [500, 'unknown patch type: odd in map: map[$patch:odd metadata:map[name:p]]'],
    ],
    [status({ $patch: 'merge', type: 'A' }), [500, 'merging lists cannot yet be specified in the patch']],
    [{ metadata: { labels: { $retainKeys: 'x' } } }, [400, 'invalid patch format of retainKeys']],
    [{ metadata: { labels: { $retainKeys: ['x'], y: '1' } } }, [400, 'invalid patch format of retainKeys']],
    [{ metadata: { $deleteFromPrimitiveList: ['x'] } }, [400, 'invalid patch format of primitive list']],
    [
      { status: { '$setElementOrder/conditions': [{ type: 'B' }, { type: 'A' }], conditions: [a, b] } },
      [
        500,
        "The order in patch list:\n[map[reason:R status:True type:A] map[status:True type:B]]\n doesn't match $setElementOrder list:\n[map[type:B] map[type:A]]\n",
      ],
    ],
    [
      { status: { '$setElementOrder/surprises': [] } },
      [500, 'unable to find api field in struct PodStatus for the json field "surprises"'],
    ],
    [spec('x'), [500, 'list element types are not identical: [[map[name:c]] [x]]']],
    [spec([]), [500, 'list element types are not identical: [[map[name:c]] [[]]]']],
  ])('%j', (patch, refusal) => {
    const pod = { metadata: { labels: { y: '0' }, finalizers: ['f'] }, ...spec({ name: 'c' }), ...status(a, b) };
    expect(outcome(pod, patch)).toEqual(refusal);
  });
});

test('the object is not changed, and what the patch does not name is shared with the result', () => {
  const pod = { metadata: { labels: { x: '1' } }, ...spec({ name: 'c', image: 'i' }), ...status(a, b) };
  const before = structuredClone(pod);
  const result = strategicMergePatch(
    pod,
    { metadata: { labels: { y: '1' } }, ...status({ type: 'A', $patch: 'delete' }) },
    Pod,
  );
  expect(pod).toEqual(before);
  expect(result.spec).toBe(pod.spec);
});

/** The same value with lists that are merged as the API wants them: each entry once, with its merge key. */
function tidied(value: unknown, schema: TSchema): unknown {
  if (Array.isArray(value)) return value.map((item) => tidied(item, schema.items));
  if (!isObject(value) || schemaType(schema) === 'raw') return value;
  const tidy: JsonObject = {};
  for (const name of Object.keys(value)) {
    const property: TSchema = schemaType(schema) === 'map' ? schema.additionalProperties : schema.properties[name];
    const own = tidied(value[name], property);
    setMember(tidy, name, Array.isArray(own) ? onlyOnce(own, property) : own);
  }
  return tidy;
}

function onlyOnce(list: readonly unknown[], schema: TSchema): readonly unknown[] {
  if (!String(schema['x-kubernetes-patch-strategy'] ?? '').includes('merge')) return list;
  const mergeKey: unknown = schema['x-kubernetes-patch-merge-key'];
  const seen = new Set<unknown>();
  return list.filter((entry) => {
    const identity = typeof mergeKey === 'string' && isObject(entry) ? member(entry, mergeKey) : entry;
    if (identity === undefined || identity === null || seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
}

test('a patch made from two pods turns one into the other', () => {
  const decode = (value: unknown): JsonObject => decoderOf(Pod)(value, { keys: 0 }) as JsonObject;
  const whole = fc.record({
    metadata: fromSchema(Pod.properties.metadata),
    spec: fromSchema(Pod.properties.spec),
    status: fromSchema(Pod.properties.status),
  });
  const pods = whole.map((value) => decode(tidied(decode(value), Pod)));
  let merges = 0;
  fc.assert(
    fc.property(pods, pods, (from, to) => {
      const patch = strategicDiff(from, to, Pod);
      if (stringifyJson(patch).text.includes('$setElementOrder')) merges += 1;
      const patched = strategicMergePatch(from, structuredClone(patch), Pod);
      expect(stringifyJson(decode(patched))).toEqual(stringifyJson(to));
    }),
    { numRuns: 300 },
  );
  expect(merges).toBeGreaterThan(10);
});

describe('a patch of a long list takes twice as long for twice the entries', () => {
  const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `example.com/f${i}`);
  const conditions = (count: number): object[] => names(count).map((type) => ({ type, status: 'True' }));
  const reversed = <T>(list: readonly T[]): T[] => list.toReversed();

  test.each<[string, (count: number) => JsonObject, (count: number) => JsonObject]>([
    [
      'that it takes away',
      (count) => ({ metadata: { finalizers: names(count) } }),
      (count) => ({ metadata: { '$deleteFromPrimitiveList/finalizers': reversed(names(count)) } }),
    ],
    [
      'that it merges',
      (count) => ({ metadata: { finalizers: names(count) } }),
      (count) => ({ metadata: { finalizers: reversed(names(2 * count)) } }),
    ],
    [
      'that it brings in order',
      (count) => ({ metadata: { finalizers: names(count) } }),
      (count) => ({ metadata: { '$setElementOrder/finalizers': reversed(names(count)) } }),
    ],
    ['with a key', (count) => status(...conditions(count)), (count) => status(...reversed(conditions(2 * count)))],
    [
      'with a key, that it deletes',
      (count) => status(...conditions(count)),
      (count) => status(...names(count).map((type) => ({ $patch: 'delete', type }))),
    ],
    [
      'with a key, that it brings in order',
      (count) => status(...conditions(count)),
      (count) => ({
        status: {
          conditions: conditions(count),
          '$setElementOrder/conditions': conditions(count),
        },
      }),
    ],
  ])('%s', async (_, original, patch) => {
    await expectLinear(5_000, (size) => {
      const [before, change] = [original(size), patch(size)];
      return () => strategicMergePatch(before, structuredClone(change), Pod);
    });
  });
});
