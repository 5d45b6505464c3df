import { describe, expect, test } from 'vitest';
import { scanJson } from '../../../src/apimachinery/json/scan-json.ts';

describe('keys', () => {
  test.each([
    ['{}', 0],
    ['[1,2]', 0],
    ['{"a":1,"b":{"c":[{"d":2}]}}', 4],
    ['{"a":1,"a":2}', 2],
    ['{"a" : 1, "b"\n:\t2, "c"\t:3, "d"\r\n:4}', 4],
    ['{"a\\"":1,"b\\\\":2,"":3}', 3],
    ['{"a":"b"}', 1],
    ['{"url":"http://x:80/{a:b}"}', 1],
  ])('%j has %i', (text, keys) => {
    expect(scanJson(text).keys).toBe(keys);
  });

  test.each(['{"a":":"}', '{"a":"x\\":y"}', '{"a":"b :c"}'])('are never counted too few in %j', (text) => {
    expect(scanJson(text).keys).toBeGreaterThanOrEqual(1);
  });
});

describe('unusual numbers', () => {
  test.each([
    '{"a":1.0}',
    '{"a":1e3}',
    '{"a":1E3}',
    '{"a":-0.5}',
    '{"a":9007199254740993}',
    '{"a":1234567890123456}',
    '{"a" : 9007199254740993}',
    '{"a"\n:\n1.0}',
    '{"a":[1.0]}',
    '{"a":[1,2,9007199254740993]}',
    '{"a":[ null, 9007199254740993]}',
    '{"a": [\n1e2]}',
    '{"x":"y","b":{"a":-9007199254740993}}',
  ])('are seen in %j', (text) => {
    expect(scanJson(text).unusualNumber).toBe(true);
  });

  test.each(['{"a":0}', '{"a":-1}', '{"a":123456789012345}', '{"a":"1.0"}', '{"a":"x","b":[{"c":1}]}'])(
    'are not seen in %j',
    (text) => {
      expect(scanJson(text).unusualNumber).toBe(false);
    },
  );
});

test('sees escaped surrogates, and none in characters that stand as they are', () => {
  expect(scanJson('{"a":"\\ud83d\\ude00"}').surrogateEscape).toBe(true);
  expect(scanJson('{"a":"\\uD800"}').surrogateEscape).toBe(true);
  expect(scanJson('{"a":"\u{1f600}\\n\\u0041"}').surrogateEscape).toBe(false);
});
