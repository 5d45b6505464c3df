import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { kindsUnderTest } from './kind-under-test.ts';
import { checkServed, type ServedCheck, WALK_MS } from './served-check.ts';
import { walkWrites } from './walk-collections.ts';

let served: ServedCheck;
beforeAll(async () => {
  served = await checkServed();
});
afterAll(() => served.close());

vi.setConfig({ testTimeout: WALK_MS });

describe('a long list or map in any place', () => {
  const met = new Set<string>();

  it.each(kindsUnderTest)('is written in every way in time that grows by its length: $title', async (kind) => {
    await walkWrites(served.check, kind, met);
    expect(await served.faults()).toEqual([]);
  });
});
