import { expect, test } from 'vitest';
import { stringifyJson } from '../../../src/apimachinery/json/stringify-json.ts';

test('writes 64-bit integers exactly, and tells that JSON.parse would round them', () => {
  expect(stringifyJson({ a: 9007199254740993n, b: [-(2n ** 63n)] })).toEqual({
    text: '{"a":9007199254740993,"b":[-9223372036854775808]}',
    longIntegers: true,
  });
  expect(stringifyJson({ a: 1, b: undefined })).toEqual({ text: '{"a":1}', longIntegers: false });
});
