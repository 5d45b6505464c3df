import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonNumber } from '../../../src/apimachinery/json/json-number.ts';
import { JsonSyntaxError, parseJson } from '../../../src/apimachinery/json/parse-json.ts';

const value = (text: string): unknown => parseJson(text).value;

test('reads what was written', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (written) => {
      const text = JSON.stringify(written);
      expect(JSON.stringify(value(text))).toBe(text);
    }),
    { numRuns: 50 },
  );
});

describe('numbers', () => {
  test('of at most 15 digits are numbers', () => {
    expect(value('{"a":123456789012345,"b":-5,"c":[0]}')).toEqual({ a: 123456789012345, b: -5, c: [0] });
  });

  test.each(['9007199254740993', '1.0', '1e3', '-0.5', '12345678901234567890'])('%s keeps its text', (text) => {
    expect(value(`{"a":${text}}`)).toEqual({ a: new JsonNumber(text) });
    expect(value(`{"a" :\n${text}}`)).toEqual({ a: new JsonNumber(text) });
    expect(value(`{"a":[1,${text}]}`)).toEqual({ a: [1, new JsonNumber(text)] });
  });

  test('that keep their text are written as they were read', () => {
    expect(JSON.stringify(value('{"a":9007199254740993,"b":1.0}'))).toBe('{"a":9007199254740993,"b":1.0}');
  });
});

describe('text', () => {
  test('keeps surrogate pairs, and has U+FFFD for each surrogate that is alone', () => {
    expect(value('["\\ud83d\\ude00","\\ud800","\\udc00\\ud800x"]')).toEqual(['\u{1f600}', '\ufffd', '\ufffd\ufffdx']);
  });

  test('in keys is treated alike', () => {
    expect(value('{"a":{"\\ud800":1}}')).toEqual({ a: { '\ufffd': 1 } });
  });
});

test('keys such as __proto__ are plain data', () => {
  const parsed = value('{"__proto__":{"polluted":1},"constructor":2,"toString":1.5}') as object;
  expect(Object.keys(parsed)).toEqual(['__proto__', 'constructor', 'toString']);
  expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test.each([
  ['not json', "invalid character 'o' in literal null (expecting 'u')"],
  ['{"nul": [true, 1.5, trUe]}', "invalid character 'U' in literal true (expecting 'u')"],
  ['[falsy]', "invalid character 'y' in literal false (expecting 'e')"],
  ['nul', 'unexpected end of JSON input'],
  ['[x, not]', "invalid character 'x' looking for beginning of value"],
])('%s is no JSON: %s', (text, problem) => {
  expect(() => parseJson(text)).toThrow(new JsonSyntaxError(problem));
});

describe('nesting', () => {
  const nested = (depth: number, inner = ''): string => '['.repeat(depth) + inner + ']'.repeat(depth);

  test('of 10,000 levels is read', () => {
    expect(() => parseJson(nested(10_000))).not.toThrow();
  });

  test.each([
    ['arrays', nested(10_001)],
    ['objects', `${'{"a":'.repeat(10_001)}1${'}'.repeat(10_001)}`],
    ['unclosed arrays', '['.repeat(3_000_000)],
  ])('of 10,001 levels of %s is refused as Go refuses it', (_, text) => {
    expect(() => parseJson(text)).toThrow(new JsonSyntaxError('exceeded max depth'));
  });

  test('is not taken from what stands in strings', () => {
    const text = JSON.stringify({ a: '[{'.repeat(20_000) });
    expect(value(text)).toEqual(JSON.parse(text));
  });

  test('of a document with unusual numbers never overflows the stack', () => {
    for (const depth of [1_000, 5_000, 9_999]) {
      try {
        parseJson(`{"a":1.5,"b":${nested(depth, '2.5')}}`);
      } catch (error) {
        expect(error).toEqual(new JsonSyntaxError('exceeded max depth'));
      }
    }
  });
});

describe('what is no JSON', () => {
  test.each([
    ['', 'unexpected end of JSON input'],
    ['  ', 'unexpected end of JSON input'],
    ['{', 'unexpected end of JSON input'],
    ['{"kind":"Pod",', 'unexpected end of JSON input'],
    ['{"a":"b', 'unexpected end of JSON input'],
    ['[1,2', 'unexpected end of JSON input'],
    ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
    ['{a:1}', "invalid character 'a' looking for beginning of object key string"],
    ["{'a':1}", "invalid character '\\'' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b":2}', "invalid character '\"' after object key:value pair"],
    ['[1 2]', "invalid character '2' after array element"],
    ['{"a":1}x', "invalid character 'x' after top-level value"],
    ['{"a":1}}', "invalid character '}' after top-level value"],
    ['abc', "invalid character 'a' looking for beginning of value"],
    ['{"a":.5}', "invalid character '.' looking for beginning of value"],
  ])('%j is refused in the words of Go', (text, message) => {
    expect(() => parseJson(text)).toThrow(new JsonSyntaxError(message));
  });

  test('is refused with a JsonSyntaxError and nothing else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'{}[]":,\\0.e-tfn1 ') })), (text) => {
        try {
          parseJson(text);
        } catch (error) {
          expect(error).toBeInstanceOf(JsonSyntaxError);
          expect(() => JSON.parse(text)).toThrow();
        }
      }),
      { numRuns: 300 },
    );
  });
});
