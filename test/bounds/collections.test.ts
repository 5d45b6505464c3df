import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { kindsUnderTest } from './kind-under-test.ts';
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

  it.each(kindsUnderTest)('is created in time that grows by its length: $title', async (kind) => {
    await walkCollections(served.check, kind, met);
    expect(await served.faults()).toEqual([]);
  });

  it('takes no longer beside another one that it has to do with', async () => {
    for (const kind of kindsUnderTest.filter(({ title }) => title === 'pods')) await walkPairs(served.check, kind);
    expect(await served.faults()).toEqual([]);
  });
});
