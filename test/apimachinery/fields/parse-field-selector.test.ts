import { expect, test } from 'vitest';
import { parseFieldSelector } from '../../../src/apimachinery/fields/parse-field-selector.ts';

const term = (field: string, value: string, equal = true) => ({ field, equal, value });

test.each([
  ['', []],
  [',', []],
  ['=', []],
  ['==', []],
  ['!=,a=1', [term('a', '1')]],
  ['status.phase=Running', [term('status.phase', 'Running')]],
  ['status.phase==Running', [term('status.phase', 'Running')]],
  ['status.phase!=Running', [term('status.phase', 'Running', false)]],
  ['b=2,a=1', [term('a', '1'), term('b', '2')]],
  ['a=', [term('a', '')]],
  [String.raw`a=1\,2\=3\\`, [term('a', '1,2=3\\')]],
])('the field selector %j is read into its terms, in order of their text', (selector, terms) => {
  expect(parseFieldSelector(selector)).toEqual(terms);
});

test.each([
  ['nonsense', "invalid selector: 'nonsense'; can't understand 'nonsense'"],
  ['a=1,nonsense', "invalid selector: 'a=1,nonsense'; can't understand 'nonsense'"],
  ['a=1=2', 'invalid field selector: unescaped character in value: 61'],
  [String.raw`a=\x`, String.raw`invalid field selector: invalid escape sequence: \x`],
  ['a=\\', 'invalid field selector: invalid escape sequence: \\'],
])("the field selector %j is refused with kube-apiserver's message", (selector, message) => {
  expect(() => parseFieldSelector(selector)).toThrow(
    expect.objectContaining({ status: expect.objectContaining({ code: 400, message }) }),
  );
});
