import { expect, test } from 'vitest';
import { kindsByKey } from '../../src/registry/kinds-by-key.ts';

const kindOf = (keyPrefix: string) => ({ definition: { keyPrefix } });

test('the kind of each key is found by its prefix, whether that has one part or two', () => {
  const [pods, minions, specs, endpoints] = ['pods/', 'minions/', 'services/specs/', 'services/endpoints/'].map(
    (folder) => kindOf(`/registry/${folder}`),
  );
  const ofKey = kindsByKey([pods, minions, specs, endpoints].filter((kind) => kind !== undefined));
  expect(ofKey('/registry/pods/default/specs')).toBe(pods);
  expect(ofKey('/registry/minions/n1')).toBe(minions);
  expect(ofKey('/registry/services/specs/default/web')).toBe(specs);
  expect(ofKey('/registry/services/endpoints/default/web')).toBe(endpoints);
});

test('a key of no kind has none', () => {
  const ofKey = kindsByKey([kindOf('/registry/pods/'), kindOf('/registry/services/specs/')]);
  for (const key of [
    '',
    '/',
    '/registry',
    '/registry/pods',
    '/registry/podsand/p',
    '/registry/services/other/default/p',
  ]) {
    expect(ofKey(key)).toBeUndefined();
  }
  expect(kindsByKey([])('/registry/pods/default/p')).toBeUndefined();
});

test('of kinds that share their objects the first counts', () => {
  const first = kindOf('/registry/events/');
  expect(kindsByKey([first, kindOf('/registry/events/')])('/registry/events/default/e')).toBe(first);
});
