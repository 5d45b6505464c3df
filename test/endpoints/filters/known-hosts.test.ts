import { describe, expect, test } from 'vitest';
import { knownHosts } from '../../../src/endpoints/filters/known-hosts.ts';

describe('every server answers for', () => {
  test.each([
    'localhost',
    'localhost:8080',
    'LocalHost:1',
    'localhost.',
    'localhost.:80',
    'pods.localhost:8080',
    '127.0.0.1',
    '127.0.0.1:8080',
    '127.255.0.9:',
    '[::1]',
    '[::1]:8080',
    '[0:0:0:0:0:0:0:1]:8080',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]:80',
  ])('%s', (authority) => {
    const isKnown = knownHosts([]);
    // What is remembered answers the same.
    expect([isKnown(authority), isKnown(authority)]).toEqual([true, true]);
  });
});

describe('no server answers unasked for', () => {
  test.each([
    '',
    ':8080',
    'evil.example',
    'evil.example:8080',
    'localhost.evil.example',
    'notlocalhost',
    'localhost..',
    '127.evil.example',
    '127.0.0.1.evil.example',
    '127.0.0.01',
    '127.1',
    '2130706433',
    '0x7f000001',
    '128.0.0.1',
    '0.0.0.0:8080',
    '[::]:8080',
    '[::2]',
    '[127.0.0.1]',
    '[localhost]',
    '::1',
    'localhost:80:80',
    'localhost:http',
    'user@localhost',
    'localhost/',
    'localhost localhost',
    'localhost, evil.example',
    `${'a'.repeat(300)}.localhost`,
  ])('%j', (authority) => {
    expect(knownHosts([])(authority)).toBe(false);
  });
});

describe('a server answers for the hosts that it is told', () => {
  const isKnown = knownHosts(['Pods.example.com', '*.Dev.example', 'my_pods', '10.0.0.1', 'FD00:0::1']);

  test.each([
    'pods.example.com',
    'PODS.EXAMPLE.COM.:443',
    'a.dev.example',
    'b.a.dev.example:1',
    'my_pods:8080',
    '10.0.0.1:8080',
    '[fd00::1]:8080',
    'localhost',
  ])('%s', (authority) => {
    expect(isKnown(authority)).toBe(true);
  });

  test.each([
    'a.pods.example.com',
    'example.com',
    'dev.example',
    'evildev.example',
    '10.0.0.2',
    '[fd00::2]',
    '*.dev.example.evil',
  ])('and not for %s', (authority) => {
    expect(isKnown(authority)).toBe(false);
  });

  test('however many have been asked for', () => {
    const names = Array.from({ length: 200 }, (_, i) => `n${i}.dev.example`);
    expect(names.every(isKnown) && names.every(isKnown)).toBe(true);
    expect(isKnown('n1.dev.evil')).toBe(false);
  });
});
