import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { resources } from '../../src/registry/resources.ts';
import { kindUnderTest } from './kind-under-test.ts';
import { checkServed, type ServedCheck, WALK_MS } from './served-check.ts';
import { walkCollections } from './walk-collections.ts';
import { walkPairs } from './walk-pairs.ts';

let served: ServedCheck;
beforeAll(async () => {
  served = await checkServed();
});
afterAll(() => served.close());

vi.setConfig({ testTimeout: WALK_MS });

describe('a long list or map in any place', () => {
  const met = new Set<string>();

  it.each(resources.map((definition) => kindUnderTest(definition)))(
    'is created in time that grows by its length: $title',
    async (kind) => {
      await walkCollections(served.check, kind, met);
      expect(await served.faults()).toEqual([]);
    },
  );

  it('takes no longer beside another one that it has to do with', async () => {
    for (const definition of resources.filter(({ resource }) => resource === 'pods')) {
      await walkPairs(served.check, kindUnderTest(definition));
    }
    expect(await served.faults()).toEqual([]);
  });
});
