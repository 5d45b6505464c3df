import { expect, test } from 'vitest';
import { keyPrefixes } from '../../../src/registry/definition/key-prefixes.ts';

test('what belongs to the kind of a key is found by its prefix, whether that has one part or two', () => {
  const prefixes = keyPrefixes(
    ['pods', 'minions', 'services/specs', 'services/endpoints'].map((kind) => [`/registry/${kind}/`, kind]),
  );
  expect(prefixes.of('/registry/pods/default/specs')).toBe('pods');
  expect(prefixes.of('/registry/minions/n1')).toBe('minions');
  expect(prefixes.of('/registry/services/specs/default/web')).toBe('services/specs');
  expect(prefixes.of('/registry/services/endpoints/default/web')).toBe('services/endpoints');
});

test('nothing belongs to a key of no kind', () => {
  const prefixes = keyPrefixes([
    ['/registry/pods/', 'pods'],
    ['/registry/services/specs/', 'services'],
  ]);
  for (const key of ['', '/', '/registry', '/registry/pods', '/registry/podsand/p', '/registry/services/other/n/p']) {
    expect(prefixes.of(key)).toBeUndefined();
  }
});

test('of kinds that share their objects the first counts', () => {
  const prefixes = keyPrefixes([
    ['/registry/events/', 'core'],
    ['/registry/events/', 'events.k8s.io'],
  ]);
  expect(prefixes.of('/registry/events/default/e')).toBe('core');
});
