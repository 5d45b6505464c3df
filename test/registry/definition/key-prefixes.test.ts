import { expect, test } from 'vitest';
import { kinds } from '../../../src/kinds/kinds.ts';
import { keyPrefixes } from '../../../src/registry/definition/key-prefixes.ts';
import { keyOf } from '../../../src/registry/definition/resource-definition.ts';

const prefixes = keyPrefixes(kinds.map((definition) => [definition.keyPrefix, definition] as const));

test.each(kinds)('the kind of a key of $resource of the group "$kind.group" is found', (definition) => {
  const namespace = definition.strategy.namespaced ? 'default' : undefined;
  // Events of both groups are the same objects.
  const first = kinds.find(({ keyPrefix }) => keyPrefix === definition.keyPrefix);
  expect(prefixes.of(keyOf(definition, namespace, 'name'))).toBe(first);
});

test.each([
  '/registry/pods',
  '/registry/',
  '/registry/ranges/servicenodeports',
  '/registry/services/endpoints/default/a',
  '/registry/example.com/pods/default/a',
  '/registry/apiregistration.k8s.io/apiservices/v1.',
  'compact_rev_key',
])('%s is a key of no kind', (key) => {
  expect(prefixes.of(key)).toBeUndefined();
});
