import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonNumber } from '../../../src/apimachinery/json/json-number.ts';
import { parseJson } from '../../../src/apimachinery/json/parse-json.ts';
import { mergePatch } from '../../../src/apimachinery/patch/merge-patch.ts';

const apply = (target: string, patch: string): string =>
  JSON.stringify(mergePatch(parseJson(target).value, parseJson(patch).value));

describe('the examples of RFC 7386', () => {
  test.each([
    ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
    ['{"a":"b"}', '{"a":null}', '{}'],
    ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
    ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
    ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
    ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
    ['["a","b"]', '["c","d"]', '["c","d"]'],
    ['{"a":"b"}', '["c"]', '["c"]'],
    ['{"a":"foo"}', 'null', 'null'],
    ['{"a":"foo"}', '"bar"', '"bar"'],
    ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
    ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
    ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
  ])('%s patched with %s is %s', (target, patch, result) => {
    expect(apply(target, patch)).toBe(result);
  });
});

test('numbers that no double holds stay as they are written', () => {
  expect(apply('{"a":9007199254740993,"b":{"c":1}}', '{"b":{"c":1.0}}')).toBe('{"a":9007199254740993,"b":{"c":1.0}}');
  expect(mergePatch({ a: 1 }, { a: new JsonNumber('1.5') })).toEqual({ a: new JsonNumber('1.5') });
});

test('__proto__ is a member like any other', () => {
  expect(apply('{"a":{"__proto__":{"x":1}}}', '{"a":{"__proto__":{"y":2},"constructor":{"z":3}}}')).toBe(
    '{"a":{"__proto__":{"x":1,"y":2},"constructor":{"z":3}}}',
  );
  expect(({} as { y?: unknown }).y).toBeUndefined();
});

test('a patch without null is contained in its result', () => {
  const objects = fc.dictionary(fc.string(), fc.jsonValue());
  const withoutNull = (value: unknown): string => JSON.stringify(value, (_, member: unknown) => member ?? undefined);
  fc.assert(
    fc.property(objects, objects, (target, patch) => {
      const change: unknown = JSON.parse(withoutNull(patch));
      expect(mergePatch(structuredClone(target), change)).toMatchObject(change as object);
    }),
  );
});
