import { expect, it } from 'vitest';
import { isGlobalUnicast } from '../../src/apimachinery/global-unicast.ts';
import { type IPAddress, parseIPAddress } from '../../src/apimachinery/ip-address.ts';

// The verdicts are those of Go's net.IP.IsGlobalUnicast.
it.each([
  ['10.0.0.1', true],
  ['8.8.8.8', true],
  ['240.0.0.1', true],
  ['0.0.0.0', false],
  ['127.0.0.1', false],
  ['169.254.1.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::ffff:10.0.0.1', true],
  ['::ffff:127.0.0.1', false],
  ['fd00::1', true],
  ['2001:db8::1', true],
  ['::', false],
  ['::1', false],
  ['fe80::1', false],
  ['ff02::1', false],
])('%s is one to send packets to beyond a link: %s', (text, verdict) => {
  expect(isGlobalUnicast(parseIPAddress(text) as IPAddress)).toBe(verdict);
});
