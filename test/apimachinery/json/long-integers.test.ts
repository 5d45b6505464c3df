import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mayHoldLongIntegers } from '../../../src/apimachinery/json/long-integers.ts';

test('a text may hold long integers where sixteen digits stand in a row, wherever that is', () => {
  for (let before = 0; before < 40; before += 1) {
    const text = (digits: number): string => `${'x'.repeat(before)}${'9'.repeat(digits)}`;
    for (let digits = 0; digits < 16; digits += 1) expect(mayHoldLongIntegers(text(digits))).toBe(false);
    for (const digits of [16, 17, 31, 32, 33, 64]) {
      expect(mayHoldLongIntegers(text(digits))).toBe(true);
      expect(mayHoldLongIntegers(`${text(digits)}x`)).toBe(true);
    }
  }
});

test('every integer that JSON.parse rounds is found', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.string(), fc.string(), (integer, name, after) => {
      const text = `{${JSON.stringify(name)}:[${integer}],"a":${JSON.stringify(after)}}`;
      const isRounded = BigInt(Number(integer)) !== integer;
      if (isRounded) expect(mayHoldLongIntegers(text)).toBe(true);
    }),
  );
});
