import { describe, expect, test } from 'vitest';
import {
  parseJsonPatch,
  parseMergePatch,
  parseStrategicMergePatch,
} from '../../../src/apimachinery/patch/parse-patch.ts';

describe('a JSON patch', () => {
  test.each([
    [
      '{"phase":"x"}',
      'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
    ],
    ['["x"]', 'error decoding patch: json: cannot unmarshal string into Go value of type handlers.jsonPatchOp'],
    [
      '[{"op":5}]',
      'error decoding patch: json: cannot unmarshal number into Go struct field jsonPatchOp.op of type string',
    ],
    ['', 'error decoding patch: unexpected end of JSON input'],
  ])('%s is refused with 400', (text, message) => {
    expect(() => parseJsonPatch(text)).toThrow(message);
  });

  test('null is a patch without operations', () => {
    expect(parseJsonPatch('null')).toEqual({ patch: [], strictErrors: [], repeats: false });
  });

  test('members that mean nothing or stand twice are strict errors', () => {
    const text = '[{"op":"test","path":"/a"},{"op":"add","op":"test","path":"/a","value":{"x":1,"x":2},"extra":1}]';
    expect(parseJsonPatch(text).strictErrors).toEqual([
      'json patch duplicate field "[1].op"',
      'json patch duplicate field "[1].value.x"',
      'json patch unknown field "[1].extra"',
    ]);
    expect(parseJsonPatch('[{"zz":1,"op":"test","aa":2,"path":"/a","op":"test"}]').strictErrors).toEqual([
      'json patch unknown field "[0].zz"',
      'json patch unknown field "[0].aa"',
      'json patch duplicate field "[0].op"',
    ]);
  });

  test.each([
    ['{}', 'json: cannot unmarshal object into Go value of type jsonpatch.Patch'],
    ['[5]', 'json: cannot unmarshal number into Go value of type jsonpatch.Operation'],
    ['[', 'unexpected end of JSON input'],
  ])('%s is refused in other words where its fields are not validated', (text, message) => {
    expect(() => parseJsonPatch(text, 'Ignore')).toThrow(message);
    expect(parseJsonPatch('[{"op":5}]', 'Ignore').patch).toEqual([{ op: 5 }]);
  });
});

describe('a merge patch', () => {
  test.each([
    ['[]', 'error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}'],
    ['5', 'error decoding patch: json: cannot unmarshal number into Go value of type map[string]interface {}'],
    ['null', 'Invalid JSON Patch'],
    ['{', 'error decoding patch: unexpected end of JSON input'],
  ])('%s is refused with 400', (text, message) => {
    expect(() => parseMergePatch(text)).toThrow(message);
  });

  test.each(['5', '"x"', 'null', '{', ''])('%j is none, and no more is said, under Ignore', (text) => {
    expect(() => parseMergePatch(text, 'Ignore')).toThrow('Invalid JSON Patch');
  });

  test('may be a list under Ignore', () => {
    expect(parseMergePatch('[1]', 'Ignore')).toEqual({ patch: [1], strictErrors: [] });
  });

  test('members that stand twice are strict errors, each once', () => {
    const text = '{"a":{"b":1,"b":2,"b":3},"c":[{"d":1,"d":2}]}';
    expect(parseMergePatch(text).strictErrors).toEqual(['duplicate field "a.b"', 'duplicate field "c[0].d"']);
  });
});

describe('a strategic merge patch', () => {
  test('that is no object is refused with 400', () => {
    expect(() => parseStrategicMergePatch('"x"')).toThrow(
      'json: cannot unmarshal string into Go value of type map[string]interface {}',
    );
  });

  test('null says nothing', () => {
    expect(parseStrategicMergePatch('null')).toEqual({ patch: {}, strictErrors: [] });
  });
});
