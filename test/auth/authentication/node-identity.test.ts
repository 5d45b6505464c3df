import { expect, test } from 'vitest';
import { nodeNameOf } from '../../../src/auth/authentication/node-identity.ts';

test.each([
  ['system:node:n', ['other', 'system:nodes'], 'n'],
  ['system:node:', ['system:nodes'], ''],
  ['system:node:n', ['other'], undefined],
  ['system:node:n', undefined, undefined],
  ['system:nodes:n', ['system:nodes'], undefined],
  ['ann', ['system:nodes'], undefined],
])('%s of %j is the node %j', (username, groups, node) => {
  expect(nodeNameOf({ username, ...(groups && { groups }) })).toBe(node);
});

test('nobody is no node', () => {
  expect(nodeNameOf({})).toBeUndefined();
});
