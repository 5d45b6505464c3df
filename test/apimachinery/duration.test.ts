import { expect, test } from 'vitest';
import { durationProblem } from '../../src/apimachinery/duration.ts';

test.each(['0', '1s', '-1s', '+5s', '1h30m', '1.5s', '.5s', '5.s', '1us', '1µs', '300ms', '2562047h'])(
  '%s is a duration',
  (text) => {
    expect(durationProblem(text)).toBeUndefined();
  },
);

test.each([
  ['abc', 'time: invalid duration "abc"'],
  ['', 'time: invalid duration ""'],
  ['-', 'time: invalid duration "-"'],
  ['.s', 'time: invalid duration ".s"'],
  ['1', 'time: missing unit in duration "1"'],
  ['1s5', 'time: missing unit in duration "1s5"'],
  ['1x', 'time: unknown unit "x" in duration "1x"'],
  ['9999999999999h', 'time: invalid duration "9999999999999h"'],
])('%j is none', (text, problem) => {
  expect(durationProblem(text)).toBe(problem);
});
