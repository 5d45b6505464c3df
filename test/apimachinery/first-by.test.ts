import { describe, expect, it } from 'vitest';
import { firstBy, itself, nameOf } from '../../src/apimachinery/first-by.ts';

describe('finding members of a list by a key', () => {
  it.each([3, 3000])('finds the first of those that share it, in a list of %i', (count) => {
    const list = Array.from({ length: count }, (_, i) => ({ name: `n${Math.floor(i / 2)}`, i }));
    const found = firstBy(list, nameOf);
    expect(found('n1')).toBe(list[2]);
    expect(found('other')).toBeUndefined();
  });

  it('finds nothing where there is no list', () => {
    expect(firstBy<string, string>(undefined, itself)('a')).toBeUndefined();
  });
});
