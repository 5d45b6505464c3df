import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nativeParse } from '../../../src/apimachinery/json/native-parse.ts';

describe('the keys of one document do not depend on those of another', () => {
  test.each([
    ['\\', '"\\n"', '\n'],
    ['\\', '"\\u0041"', 'A'],
    ['k:{\\"name\\":\\"mai', '"k:{\\"name\\":\\"main\\"}"', 'k:{"name":"main"}'],
  ])('after %j, %s is %j', (earlier, key, expected) => {
    const escaped = JSON.stringify(earlier);
    for (const written of [escaped, escaped.replaceAll('\\\\', '\\u005c')]) {
      nativeParse(`{"a":0,${written}:1}`);
      expect(Object.keys(nativeParse(`{"a":0,${key}:1}`) as object)).toEqual(['a', expected]);
    }
  });

  test('nor on those of an object that was never text', () => {
    const key = 'k:{"name":"elsewhere"}';
    const remembered = { [JSON.stringify(key).slice(1, -1)]: 1 };
    expect(nativeParse(`{"a":[{${JSON.stringify(key)}:1}]}`)).toEqual({ a: [{ [key]: 1 }] });
    expect(Object.keys(remembered)).not.toEqual([key]);
  });

  test('whatever they are', () => {
    const texts = fc.string({ unit: fc.constantFrom('\\', '"', '\n', 'a', '/', '\u0000'), maxLength: 3 });
    fc.assert(
      fc.property(fc.dictionary(texts, texts, { maxKeys: 4 }), (object) => {
        const text = JSON.stringify(object);
        expect(JSON.stringify(nativeParse(text))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });
});

test.each(['{"a\\\\":1,}', '["\\\\"', '{"\\\\" 1}', '"\\\\', '{"\\u005c":tru}', '{"\\\\\\":1}', '{"\\x":1}', '{"\\'])(
  '%s is refused as JSON.parse refuses it',
  (text) => {
    expect(() => nativeParse(text)).toThrow(SyntaxError);
  },
);
