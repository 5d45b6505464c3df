import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GrowthCheck } from './growth-check.ts';
import { type KindUnderTest, kindsUnderTest } from './kind-under-test.ts';
import { checkServed, type ServedCheck, WALK_MS } from './served-check.ts';

/** Sends requests about objects of a kind, beside those about what others have in common with it: `met` says what was there. */
export type Walk = (check: GrowthCheck, kind: KindUnderTest, met: Set<string>) => Promise<void>;

/** Tests, for each kind, that a walk on a server finds nothing. `rule` is what holds then. */
export function describeWalk(subject: string, rule: string, walk: Walk): void {
  describe(subject, () => {
    let served: ServedCheck;
    beforeAll(async () => {
      served = await checkServed();
    });
    afterAll(() => served.close());

    const met = new Set<string>();

    it.each(kindsUnderTest)(
      `${rule}: $title`,
      async (kind) => {
        await walk(served.check, kind, met);
        expect(await served.faults()).toEqual([]);
      },
      WALK_MS,
    );
  });
}
