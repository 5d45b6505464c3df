import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalIPAddress, familyOf, isLoopback, parseIPAddress } from '../../src/apimachinery/ip-address.ts';

const canonical = (text: string) => {
  const address = parseIPAddress(text);
  return address && canonicalIPAddress(address);
};

describe('parseIPAddress', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['010.000.0.00000001', '10.0.0.1'],
    ['::', '::'],
    ['::1', '::1'],
    ['FD00::ABCD', 'fd00::abcd'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['1:0:0:2:3:0:0:4', '1::2:3:0:0:4'],
    ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
    ['0001::00002', '1::2'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['::ffff:a00:1', '10.0.0.1'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
  ])('reads %s, whose canonical form is %s', (text, form) => {
    expect(canonical(text)).toBe(form);
  });

  it.each([
    '',
    'nope',
    '1',
    '10.0.0',
    '10.0.0.1.2',
    '10.0.0.256',
    '10.0.0.',
    '.10.0.0.1',
    '10..0.1',
    '10.0.0.1/8',
    '10.0.0.1:80',
    ' 10.0.0.1',
    '-1.0.0.0',
    '10.0.0.0x1',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '12345::',
    'g::',
    '::1%eth0',
    '[::1]',
    '::1.2.3',
    '1.2.3.4::',
    '::1.2.3.4:5',
    '1:2:3:4:5:6:7:1.2.3.4',
    '1:2:3:4:5:1.2.3.4',
    '+1::',
  ])('takes %j for no address', (text) => {
    expect(parseIPAddress(text)).toBeUndefined();
  });

  it('notes zeros that make an address ambiguous', () => {
    const zeros = (text: string) => parseIPAddress(text)?.leadingZeros;
    expect(['010.0.0.1', '10.0.0.01', '00001::', '::ffff:010.0.0.1'].map(zeros)).toEqual([true, true, true, true]);
    expect(['10.0.0.1', '0.0.0.0', '0001::', '::'].map(zeros)).toEqual([false, false, false, false]);
  });

  it('counts an IPv4-mapped address as IPv4', () => {
    const family = (text: string) => {
      const address = parseIPAddress(text);
      return address && familyOf(address);
    };
    expect(['10.0.0.1', '::ffff:10.0.0.1', 'fd00::1', '::10.0.0.1'].map(family)).toEqual([4, 4, 6, 6]);
  });

  it('knows the addresses that never leave the machine', () => {
    const loopback = (text: string) => {
      const address = parseIPAddress(text);
      return address && isLoopback(address);
    };
    const those = ['127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1'];
    expect(those.filter((text) => !loopback(text))).toEqual([]);
    const others = ['126.0.0.1', '128.0.0.1', '0.0.0.0', '::', '::127.0.0.1', '1::', '127::', '::ffff:10.0.0.1'];
    expect(others.filter(loopback)).toEqual([]);
  });

  it('agrees with the platform about what is an IPv6 address, and is the same for its own answer', () => {
    const group = fc.constantFrom('0', '1', 'ab', 'ffff', '0000', '', '1.2.3.4', '12345');
    fc.assert(
      fc.property(fc.array(group, { minLength: 2, maxLength: 9 }), (groups) => {
        const text = groups.join(':');
        const address = parseIPAddress(text);
        if (address?.leadingZeros !== true) expect(address !== undefined).toBe(isIPv6(text));
        const form = canonical(text);
        if (form !== undefined) expect(canonical(form)).toBe(form);
      }),
      { numRuns: 500 },
    );
  });
});
