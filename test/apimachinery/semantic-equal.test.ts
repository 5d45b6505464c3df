import { describe, expect, it } from 'vitest';
import { isSemanticallyEqual } from '../../src/apimachinery/semantic-equal.ts';

describe('isSemanticallyEqual', () => {
  it.each([
    [1, 1, true],
    [1, 2, false],
    ['1', 1, false],
    [2n ** 60n, 2n ** 60n, true],
    [null, null, true],
    [null, undefined, false],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ a: 1 }, { a: 1, b: undefined }, true],
    [{ a: 1, b: undefined }, { a: 1 }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: 1, b: 2 }, { a: 1 }, false],
    [{ a: [] }, {}, true],
    [{}, { a: [] }, true],
    [{ a: [] }, { a: {} }, false],
    [{ a: {} }, {}, false],
    [[1, 2], [1, 2], true],
    [[1, 2], [2, 1], false],
    [[1], [1, 2], false],
    [[{ a: [{ b: 'c' }] }], [{ a: [{ b: 'c' }] }], true],
    [[{ a: [{ b: 'c' }] }], [{ a: [{ b: 'd' }] }], false],
    [{ 0: 'a' }, ['a'], false],
  ])('%o and %o: %s', (a, b, equal) => {
    expect(isSemanticallyEqual(a, b)).toBe(equal);
    expect(isSemanticallyEqual(b, a)).toBe(equal);
  });
});
