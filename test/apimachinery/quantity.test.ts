import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  isWholeQuantity,
  isZeroQuantity,
  quantityProblem,
  roundUpToMilli,
} from '../../src/apimachinery/quantity.ts';

describe('canonicalQuantity', () => {
  it.each([
    ['0', '0'],
    ['1', '1'],
    ['100m', '100m'],
    ['1000m', '1'],
    ['0.5', '500m'],
    ['.5', '500m'],
    ['1048576', '1048576'],
    ['1000', '1k'],
    ['1000000', '1M'],
    ['1024Mi', '1Gi'],
    ['1.5Gi', '1536Mi'],
    ['1000Ki', '1000Ki'],
    ['0.5Ki', '512'],
    ['1.5Ki', '1536'],
    ['0.1Gi', '107374182400m'],
    ['-1.5Gi', '-1536Mi'],
    ['1e6', '1e6'],
    ['1E6', '1E6'],
    ['1e+3', '1e+3'],
    ['1e2', '100'],
    ['12e5', '1200e3'],
    ['1.25e3', '1250'],
    ['1e-3', '1e-3'],
    ['1e-1', '100e-3'],
    ['1n', '1n'],
    ['1000u', '1m'],
    ['7P', '7P'],
    ['3E', '3E'],
    ['500000T', '500P'],
    ['-1', '-1'],
    ['-0', '0'],
    ['0Ki', '0'],
    ['000', '0'],
    [' 5 ', '5'],
  ])('writes %j as %j', (sent, canonical) => {
    expect(canonicalQuantity(sent)).toBe(canonical);
  });

  it.each([
    ['0.1n', '1n'],
    ['1.5n', '2n'],
    ['-1.5n', '-2n'],
    ['1e-100', '1e-9'],
    ['0.0000000000000000000001Ki', '1n'],
  ])('rounds %j up to a whole number of billionths, %j', (sent, canonical) => {
    expect(canonicalQuantity(sent)).toBe(canonical);
  });

  it.each(['9223372036854775808', '9999999999999999999', '-9223372036854775809', '9999999999999999999G'])(
    'keeps %j, which is beyond an int64',
    (sent) => {
      expect(canonicalQuantity(sent)).toBe(sent);
    },
  );

  it.each(['16Ei', '8Ei', '99999999999999999999999999Ki', '9223372036854775807.5Ki'])(
    'ends amounts with a binary suffix at the largest int64: %s',
    (sent) => {
      expect(canonicalQuantity(sent)).toBe('9223372036854775807');
    },
  );

  it.each([
    ['1.500', '1.500'],
    ['1.', '1.'],
    ['+5', '+5'],
    ['0017m', '0017m'],
    ['003Ki', '003Ki'],
  ])('keeps %j as it was sent, as kube-apiserver does', (sent, kept) => {
    expect(canonicalQuantity(sent)).toBe(kept);
  });

  it('keeps every digit of a number beyond int64', () => {
    expect(canonicalQuantity('12345678901234567890123')).toBe('12345678901234567890123');
  });

  it('does not write out an enormous exponent', () => {
    expect(canonicalQuantity('1e2147483646')).toBe('1e2147483646');
    expect(canonicalQuantity('123456789012345678901234567890e2000000000')).toBe(
      '12345678901234567890123456789e2000000001',
    );
  });

  it.each([
    ['', "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"],
    ['lots', "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"],
    ['1.2.3', "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"],
    ['1 Gi', "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"],
    ['5K', "unable to parse quantity's suffix"],
    ['5mi', "unable to parse quantity's suffix"],
    ['5e', "unable to parse quantity's suffix"],
    ['5e99999999999999999999', "unable to parse quantity's suffix"],
  ])('takes %j for no amount', (text, problem) => {
    expect(canonicalQuantity(text)).toBeUndefined();
    expect(quantityProblem(text)).toBe(problem);
  });

  it('takes time in proportion to the length of hostile text', () => {
    const zeros = '0'.repeat(500_000);
    expect(canonicalQuantity(`${zeros}x`)).toBeUndefined();
    expect(canonicalQuantity(`1.${zeros}1`)).toBe('1000000001n');
  });

  it('is the same for its own answer', () => {
    const suffix = fc.constantFrom('', 'n', 'u', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'Ti', 'e3', 'e-5', 'E2');
    const number = fc.tuple(fc.constantFrom('', '-'), fc.nat(), fc.option(fc.nat(99_999)));
    fc.assert(
      fc.property(number, suffix, ([sign, whole, fraction], unit) => {
        const sent = `${sign}${whole}${fraction === null ? '' : `.${fraction}`}${unit}`;
        const once = canonicalQuantity(sent) ?? '';
        expect(canonicalQuantity(once)).toBe(once);
        expect(quantityProblem(sent)).toBe('');
      }),
    );
  });
});

describe('comparing and adding amounts', () => {
  it.each([
    ['1', '1000m', 0],
    ['1Gi', '1G', 1],
    ['100m', '1', -1],
    ['-1', '1', -1],
    ['-2', '-1', -1],
    ['0', '-0', 0],
    ['0', '1n', -1],
    ['1e2000000000', '1', 1],
    ['-1e2000000000', '1', -1],
    ['1.500', '1500m', 0],
  ])('compares %s with %s', (a, b, order) => {
    expect(Math.sign(compareQuantities(a, b))).toBe(order);
    expect(Math.sign(compareQuantities(b, a))).toBe(order === 0 ? 0 : -order);
  });

  it.each([
    ['100m', '900m', '1'],
    ['1Gi', '1Gi', '2Gi'],
    ['0', '64Mi', '64Mi'],
    ['1', '-1', '0'],
    ['1Ki', '1', '1025'],
    ['1', '1Ki', '1025'],
    ['1e3', '1', '1001'],
    ['1e2000000000', '1', '1e2000000000'],
    ['1', '1e2000000000', '1e2000000000'],
  ])('adds %s and %s', (a, b, sum) => {
    expect(addQuantities(a, b)).toBe(sum);
  });

  it('tells zero from the rest', () => {
    expect(['0', '0m', '0.0', '-0'].map(isZeroQuantity)).toEqual([true, true, true, true]);
    expect(['1n', '-1', '1Ki'].map(isZeroQuantity)).toEqual([false, false, false]);
  });

  it('tells whole amounts from fractions', () => {
    expect(['0', '5', '1000m', '1Gi', '1.500k', '1e3', '-2'].map(isWholeQuantity)).not.toContain(false);
    expect(['1m', '1500m', '1.500', '-1m', '1n', '1e-3'].map(isWholeQuantity)).not.toContain(true);
  });

  it('takes large amounts for fractions where their thousandths wrap around in 64 bits', () => {
    expect(['8Pi', '8191Ti', '1E', '9E', '10E', '1.5E', '9223372036854775807'].map(isWholeQuantity)).not.toContain(
      false,
    );
    const wrapped = ['9Pi', '1Ei', '-1Ei', '18014398509481984', '99999999999999999999k'];
    expect(wrapped.map(isWholeQuantity)).not.toContain(true);
  });

  it.each([
    ['100m', '100m'],
    ['1', '1'],
    ['64Mi', '64Mi'],
    ['100u', '1m'],
    ['1n', '1m'],
    ['1500u', '2m'],
    ['-100u', '-1m'],
    ['1e-9', '1e-3'],
    ['1e3', '1e3'],
    ['1.500', '1.500'],
  ])('rounds %s up to %s', (amount, rounded) => {
    expect(roundUpToMilli(amount)).toBe(rounded);
  });
});
