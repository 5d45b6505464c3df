import { describe, expect, test } from 'vitest';
import { isResourceVersion, parseResourceVersion, revisionOfObject } from '../../src/apimachinery/resource-version.ts';
import { StatusError } from '../../src/apimachinery/status-error.ts';

test.each([
  [undefined, 0],
  ['', 0],
  ['0', 0],
  ['00', 0],
  ['7', 7],
  ['0012', 12],
])('%j stands for revision %i', (text, revision) => {
  expect(parseResourceVersion(text)).toBe(revision);
});

describe('an unsigned integer of 64 bits is a version', () => {
  test.each(['0', '18446744073709551615'])('%s', (text) => {
    expect(isResourceVersion(text)).toBe(true);
  });

  test.each(['', 'abc', '-1', '+1', '1.0', '1e3', ' 1', '0x1', '18446744073709551616', '9'.repeat(30), '１'])(
    '%j is none: 500',
    (text) => {
      expect(isResourceVersion(text)).toBe(false);
      if (text === '') return;
      try {
        parseResourceVersion(text);
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(StatusError);
        expect((error as StatusError).status.code).toBe(500);
      }
    },
  );
});

test.each([
  ['abc', 'invalid syntax'],
  ['-1', 'invalid syntax'],
  ['1 ', 'invalid syntax'],
  ['18446744073709551616', 'value out of range'],
  ['99999999999999999999x', 'value out of range'],
])('an object that names version %j is refused: %s', (text, why) => {
  const problem = `strconv.ParseUint: parsing "${text}": ${why}`;
  expect(() => revisionOfObject(text)).toThrow(problem);
  expect(() => parseResourceVersion(text)).toThrow(`resourceVersion: Invalid value: "${text}": ${problem}`);
});

test('a version may have leading zeros', () => {
  expect(revisionOfObject(`${'0'.repeat(30)}7`)).toBe(7);
});
