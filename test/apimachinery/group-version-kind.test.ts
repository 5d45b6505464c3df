import { expect, test } from 'vitest';
import { apiVersionOf } from '../../src/apimachinery/group-version-kind.ts';

test('the apiVersion of the core group is its version alone', () => {
  expect(apiVersionOf({ group: '', version: 'v1' })).toBe('v1');
  expect(apiVersionOf({ group: 'apps', version: 'v1' })).toBe('apps/v1');
});
