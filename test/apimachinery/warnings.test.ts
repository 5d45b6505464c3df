import { describe, expect, it } from 'vitest';
import { MOST_WARNINGS, warningsOfEach } from '../../src/apimachinery/warnings.ts';

describe('warnings of the members of a list', () => {
  it('come in the order of the members, with what there is to say', () => {
    const found = warningsOfEach(['a', 'b', 'c'], (name, i) => (name === 'b' ? [] : [`${name}${i}`, undefined]));
    expect(found).toEqual(['a0', 'c2']);
    expect(warningsOfEach(undefined, () => ['x'])).toEqual([]);
  });

  it('are as many as can be told', () => {
    expect(warningsOfEach(Array(100_000).fill('x'), (_, i) => [`${i}`])).toHaveLength(MOST_WARNINGS);
  });
});
