import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indentJson } from '../../../src/apimachinery/json/indent-json.ts';

test('indents as JSON.stringify with two spaces, which is as Go does', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, undefined, 2));
    }),
    { numRuns: 50 },
  );
});

test('leaves empty objects and lists closed, and numbers as they are written', () => {
  expect(indentJson('{"a":{},"b":[],"c":[1.0,9007199254740993]}')).toBe(
    '{\n  "a": {},\n  "b": [],\n  "c": [\n    1.0,\n    9007199254740993\n  ]\n}',
  );
});

test('leaves strings alone, however long and whatever stands in them', () => {
  const text = '{"a":"[{,:}]\\"\\\\"}';
  expect(indentJson(text)).toBe('{\n  "a": "[{,:}]\\"\\\\"\n}');
  const long = JSON.stringify('"\\'.repeat(700_000));
  expect(indentJson(long)).toBe(long);
});
