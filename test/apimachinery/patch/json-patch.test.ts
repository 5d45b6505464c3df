import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { applyPatch } from 'rfc6902';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../src/apimachinery/json/parse-json.ts';
import { applyJsonPatch, MAX_COPIED_BYTES } from '../../../src/apimachinery/patch/json-patch.ts';
import { parseJsonPatch } from '../../../src/apimachinery/patch/parse-patch.ts';
import { StatusError } from '../../../src/apimachinery/status-error.ts';
import { expectLinear } from '../../support/growth.ts';

/** The document that a patch makes, or the code of its refusal. */
function outcome(document: unknown, patch: unknown): unknown {
  try {
    const { patch: operations } = parseJsonPatch(JSON.stringify(patch));
    return JSON.parse(JSON.stringify(applyJsonPatch(document, operations)));
  } catch (error) {
    if (error instanceof StatusError) return error.status.code;
    throw error;
  }
}

describe('the JSON Patch test suite', () => {
  interface Case {
    readonly comment?: string;
    readonly doc: unknown;
    readonly patch: readonly unknown[];
    readonly expected?: unknown;
    readonly error?: string;
    readonly disabled?: boolean;
  }

  // What kube-apiserver makes of cases in which it departs from RFC 6902.
  const departures = new Map<string, unknown>([
    ['Out of bounds (lower)', { bar: [1, 2, '5'] }],
    ['replacing the root of the document is possible with add', 422],
    ["missing 'value' parameter to add", [1, null]],
    ["missing 'value' parameter to replace", [null]],
    ["missing 'value' parameter to test", [null]],
  ]);

  const cases = ['tests.json', 'spec_tests.json']
    .flatMap((file): readonly Case[] =>
      JSON.parse(readFileSync(new URL(`json-patch-test-suite/${file}`, import.meta.url), 'utf8')),
    )
    .filter(({ patch, disabled }) => patch !== undefined && disabled !== true)
    .map((one, i) => [`${i}: ${one.comment ?? one.error ?? JSON.stringify(one.patch)}`, one] as const);

  test.each(cases)('%s', (_, { comment, doc, patch, expected, error }) => {
    const before = structuredClone(doc);
    const result = outcome(doc, patch);
    const departure = departures.get(comment ?? error ?? '');
    if (departure !== undefined) expect(result).toEqual(departure);
    else if (error !== undefined) expect(result).toSatisfy((code) => code === 400 || code === 422);
    else expect(result).toEqual(expected ?? doc);
    expect(doc).toEqual(before);
  });
});

type Operation = Parameters<typeof applyPatch>[1][number];
const REFUSED = Symbol('refused');

/** What rfc6902 makes of a document. */
function expected(document: unknown, operation: Operation): unknown {
  const copy = structuredClone(document);
  const grows = ['add', 'copy', 'move'].includes(operation.op);
  if (!leadsThroughContainers(document, operation.path, grows)) return REFUSED;
  if ('from' in operation && !leadsThroughContainers(document, operation.from, false)) return REFUSED;
  const [failure] = applyPatch(copy, [structuredClone(operation)]);
  return failure === null ? copy : REFUSED;
}

/** Whether a pointer's tokens name members of objects and positions of lists; rfc6902 is at a loss with others. */
function leadsThroughContainers(document: unknown, pointer: string, grows: boolean): boolean {
  let value = document;
  for (const token of pointer.slice(1).split('/')) {
    if (typeof value !== 'object' || value === null) return false;
    // It sets properties of lists where a token names no position.
    if (Array.isArray(value) && !(Number(token) < value.length) && !(grows && isPlaceForMore(token, value)))
      return false;
    const name = token.replace('~1', '/').replace('~0', '~');
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return true;
}

const parentOf = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf('/'));

function isPlaceForMore(token: string, { length }: readonly unknown[]): boolean {
  return token === '-' || Number(token) === length;
}

test('the outcome is that of rfc6902, apart from what kube-apiserver lets pass', () => {
  const token = fc.constantFrom('a', 'b', 'x~1y', 'm~0n', '0', '1', '2', '-');
  const path = fc.array(token, { minLength: 1, maxLength: 3 }).map((tokens) => `/${tokens.join('/')}`);
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>(null, true, 1, 'text'),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'x/y', 'm~n', '0'), tie('any')),
    ),
  })).any;
  const operation = fc.oneof(
    fc.record({ op: fc.constantFrom('add', 'replace', 'test'), path, value }),
    fc.record({ op: fc.constant('remove'), path }),
    fc.record({ op: fc.constantFrom('move', 'copy'), from: path, path }),
  );
  const lenient = ['replace', 'copy', 'test'];
  let applied = 0;
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'x/y'), value), fc.array(operation), (document, patch) => {
      let current: unknown = document;
      const passed: unknown[] = [];
      for (const one of patch) {
        const own = outcome(current, [one]);
        const theirs = expected(current, one as Operation);
        const intoItself = one.op === 'move' && 'from' in one && one.path.startsWith(`${one.from}/`);
        // It sees how long a list is before it takes an entry out of it.
        if (one.op === 'move' && 'from' in one && parentOf(one.from) === parentOf(one.path)) continue;
        if (theirs !== REFUSED && !intoItself) expect(own).toEqual(theirs);
        else if (!lenient.includes(one.op)) expect(own).toBe(422);
        if (own === 422) continue;
        applied += 1;
        passed.push(one);
        current = own;
      }
      // What they do one by one, they do in one patch.
      if (passed.length > 0) expect(outcome(document, passed)).toEqual(current);
    }),
    { numRuns: 500 },
  );
  expect(applied).toBeGreaterThan(100);
});

describe('an operation', () => {
  test.each([
    ['replaces a member that is not there', { a: 1 }, [{ op: 'replace', path: '/b', value: 2 }], { a: 1, b: 2 }],
    ['does not replace an entry that is not there', [1], [{ op: 'replace', path: '/1', value: 2 }], 422],
    [
      'copies a member that is not there as null',
      { a: 1 },
      [{ op: 'copy', from: '/b', path: '/c' }],
      { a: 1, c: null },
    ],
    ['does not move a member that is not there', { a: 1 }, [{ op: 'move', from: '/b', path: '/c' }], 422],
    ['does not remove a member that is not there', { a: 1 }, [{ op: 'remove', path: '/b' }], 422],
    ['finds null where there is no member', { a: 1 }, [{ op: 'test', path: '/b', value: null }], { a: 1 }],
    ['does not find null where there is a value', { a: 1 }, [{ op: 'test', path: '/a', value: null }], 422],
    ['counts negative positions from the end', [1, 2, 3], [{ op: 'remove', path: '/-1' }], [1, 2]],
    ['takes leading zeros', [1, 2, 3], [{ op: 'remove', path: '/01' }], [1, 3]],
    ['does not move a value into itself', { a: { b: 1 } }, [{ op: 'move', from: '/a', path: '/a/c' }], 422],
    ['of another name is refused', {}, [{ op: 'frobnicate', path: '/a' }], 422],
    ['without a name is refused', {}, [{ path: '/a' }], 422],
    ['without a path is refused', {}, [{ op: 'add', value: 1 }], 422],
    ['that is null is refused', {}, [null], 422],
  ])('%s', (_, document, patch, expected) => {
    expect(outcome(document, patch)).toEqual(expected);
  });

  test('tells numbers apart by how they are written, and keeps them', () => {
    const document = parseJson('{"n":9007199254740993,"m":1}').value;
    const apply = (text: string): string => JSON.stringify(applyJsonPatch(document, parseJsonPatch(text).patch));
    expect(apply('[{"op":"test","path":"/n","value":9007199254740993},{"op":"copy","from":"/n","path":"/o"}]')).toBe(
      '{"n":9007199254740993,"m":1,"o":9007199254740993}',
    );
    expect(() => apply('[{"op":"test","path":"/m","value":1.0}]')).toThrow(StatusError);
  });

  test('sees __proto__ as a member like any other', () => {
    const document = parseJson('{"a":{}}').value;
    const { patch } = parseJsonPatch(
      '[{"op":"add","path":"/a/__proto__","value":{}},{"op":"add","path":"/a/__proto__/x","value":1}]',
    );
    expect(JSON.stringify(applyJsonPatch(document, patch))).toBe('{"a":{"__proto__":{"x":1}}}');
    expect(({} as { x?: unknown }).x).toBeUndefined();
    expect(outcome({}, [{ op: 'test', path: '/constructor', value: null }])).toEqual({});
  });
});

test('a value that was copied is no longer the one that it was copied from', () => {
  const patch = [
    { op: 'add', path: '/a/x', value: 1 },
    { op: 'copy', from: '/a', path: '/b' },
    { op: 'add', path: '/b/y', value: 2 },
    { op: 'add', path: '/a/z', value: 3 },
  ];
  expect(outcome({ a: {} }, patch)).toEqual({ a: { x: 1, z: 3 }, b: { x: 1, y: 2 } });
});

test('neither the document nor the values of the patch are changed, and what is not named is shared', () => {
  const document = { a: { list: [{ b: 1 }] }, other: { c: 1 } };
  const value = { d: 1 };
  const before = structuredClone({ document, value });
  const result = applyJsonPatch(document, [
    { op: 'add', path: '/a/list/0/v', value },
    { op: 'add', path: '/a/list/0/v/e', value: 2 },
    { op: 'remove', path: '/a/list/0/b' },
  ]);
  expect(result).toEqual({ a: { list: [{ v: { d: 1, e: 2 } }] }, other: { c: 1 } });
  expect({ document, value }).toEqual(before);
  expect((result as typeof document).other).toBe(document.other);
});

describe('limits', () => {
  test('10,000 operations are taken, one more is 413', () => {
    const operations = (count: number): unknown => Array.from({ length: count }, () => ({ op: 'test', path: '/a' }));
    expect(outcome({}, operations(10_000))).toEqual({});
    expect(outcome({}, operations(10_001))).toBe(413);
    expect(() => parseJsonPatch(JSON.stringify(operations(10_001)))).toThrow(
      'Request entity too large: The allowed maximum operations in a JSON patch is 10000, got 10001',
    );
  });

  test('copies may add 3 MiB', () => {
    const document = { a: 'x'.repeat(MAX_COPIED_BYTES / 4 - 2) };
    const copies = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ op: 'copy', from: '/a', path: `/b${i}` }));
    expect(outcome(document, copies(4))).toHaveProperty('b3');
    expect(outcome(document, copies(5))).toBe(422);
  });
});

describe('a patch of something large takes no longer than', () => {
  const keys = (count: number): object => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, '']));
  const list = (count: number): number[] => new Array<number>(count).fill(0);

  test('what it copies into a map', async () => {
    await expectLinear(20_000, (size) => {
      const copies = Array.from({ length: size / 50 }, (_, i) => ({ op: 'copy', from: '/a/k1', path: `/a/c${i}` }));
      const patch = [{ op: 'add', path: '/a', value: keys(size) }, ...copies];
      return () => applyJsonPatch({}, patch);
    });
  });

  test.each(['0', '7', '5000', '-'])('what it puts into a list at %s and takes out of it', async (at) => {
    await expectLinear(100_000, (size) => {
      const changes = Array.from({ length: size / 100 }, (_, i) => [
        { op: 'add', path: `/a/${at}`, value: i },
        { op: 'move', from: '/a/3', path: '/a/9000' },
        { op: 'remove', path: '/a/12' },
      ]).flat();
      return () => applyJsonPatch({ a: list(size) }, changes);
    });
  });

  test('what it holds against a map', async () => {
    await expectLinear(20_000, (size) => {
      const tests = Array.from({ length: size / 4 }, () => ({ op: 'test', path: '/a/k1', value: '' }));
      return () => applyJsonPatch({ a: keys(size) }, tests);
    });
  });
});

test('entries of a long list are where the operations before have put them', () => {
  const document = { a: Array.from({ length: 9_000 }, (_, i) => i), b: [] };
  const expected = [...document.a];
  const patch: object[] = [];
  let state = 1;
  for (let i = 0; i < 4_000; i += 1) {
    state = (state * 48_271) % 2_147_483_647;
    const at = state % expected.length;
    if (i % 4 === 0) {
      expected.splice(at, 1);
      patch.push({ op: 'remove', path: `/a/${at}` });
    } else if (i % 4 === 1) {
      expected[at] = -i;
      patch.push({ op: 'replace', path: `/a/${at}`, value: -i });
    } else {
      expected.splice(at, 0, -i);
      patch.push({ op: 'add', path: `/a/${at}`, value: -i }, { op: 'test', path: `/a/${at}`, value: -i });
    }
  }
  patch.push({ op: 'test', path: '/a', value: [...expected] }, { op: 'copy', from: '/a', path: '/b' });
  patch.push({ op: 'remove', path: '/a/0' });
  const before = structuredClone(document);
  expect(applyJsonPatch(document, patch as never)).toEqual({ a: expected.slice(1), b: expected });
  expect(document).toEqual(before);
});
