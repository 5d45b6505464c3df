import { describe, expect, it } from 'vitest';
import { FieldPath } from '../../../src/apimachinery/field-path.ts';
import { cidrWarnings, isCIDR, isDualStackCIDR } from '../../../src/apimachinery/validation/cidr.ts';

const NONE = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';
const ZEROS = 'must not have leading 0s in IP or prefix length';

describe('a range of IP addresses', () => {
  it.each(['10.0.0.0/24', '0.0.0.0/0', '10.1.2.3/32', 'fd00::/64', '2001:DB8::/33', '::/0'])('may be %s', (value) => {
    expect(isCIDR(value)).toEqual([]);
  });

  it.each([
    ['10.0.0.1', NONE],
    ['10.0.0.0/33', NONE],
    ['fd00::/129', NONE],
    ['10.0.0.0/', NONE],
    ['10.0.0.0/x', NONE],
    ['x/8', NONE],
    ['010.0.0.0/8', ZEROS],
    ['10.0.0.0/08', ZEROS],
    ['::ffff:10.0.0.0/104', 'must not have an IPv4-mapped IPv6 address'],
    ['10.0.0.1/24', 'must not have bits set beyond the prefix length'],
    ['fd00::1/127', 'must not have bits set beyond the prefix length'],
  ])('is not %s', (value, problem) => {
    expect(isCIDR(value)).toEqual([problem]);
  });

  it('is warned of where it is written in an odd way', () => {
    const warnings = (value: string) => cidrWarnings(FieldPath.of('f'), value);
    expect(warnings('10.0.0.0/24')).toEqual([]);
    expect(warnings('no range')).toEqual([]);
    expect(warnings('10.0.0.1/24')).toEqual([
      'f: CIDR value "10.0.0.1/24" is ambiguous in this context (should be "10.0.0.0/24" or "10.0.0.1/32"?)',
    ]);
    expect(warnings('010.0.0.0/8')).toEqual(['f: non-standard CIDR value "010.0.0.0/8" is invalid: use "10.0.0.0/8"']);
    expect(warnings('FD00::/8')).toEqual([
      'f: IPv6 CIDR value "FD00::/8" should be in RFC 5952 canonical format ("fd00::/8")',
    ]);
  });
});

it('two ranges are dual-stack where they are of different families', () => {
  expect(isDualStackCIDR(['10.0.0.0/8', 'fd00::/8'])).toBe(true);
  expect(isDualStackCIDR(['10.0.0.0/8', '11.0.0.0/8'])).toBe(false);
  expect(isDualStackCIDR(['10.0.0.0/8', 'x'])).toBe('invalid CIDR[1]: <nil> (invalid CIDR address: x)');
});
