import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { kindsUnderTest } from './kind-under-test.ts';
import { checkServed, type ServedCheck, WALK_MS } from './served-check.ts';
import { walkStrings } from './walk-strings.ts';

let served: ServedCheck;
beforeAll(async () => {
  served = await checkServed();
});
afterAll(() => served.close());

vi.setConfig({ testTimeout: WALK_MS });

describe('a long text in the place of any scalar', () => {
  const met = new Set<string>();

  it.each(kindsUnderTest)('is validated in time that grows by its length: $title', async (kind) => {
    await walkStrings(served.check, kind, met);
    expect(await served.faults()).toEqual([]);
  });
});
