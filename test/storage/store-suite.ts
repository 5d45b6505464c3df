import { describe, expect, it } from 'vitest';
import type { Store, StoreOptions } from '../../src/storage/store.ts';
import { changesTests } from './suite/changes.ts';
import { compactionTests } from './suite/compaction.ts';
import { concurrencyTests } from './suite/concurrency.ts';
import { durabilityTests } from './suite/durability.ts';
import { expiryTests } from './suite/expiry.ts';
import type { StoreTest } from './suite/helpers.ts';
import { historyLimitTests } from './suite/history-limits.ts';
import { lifecycleTests } from './suite/lifecycle.ts';
import { listTests } from './suite/list.ts';
import { modelTests } from './suite/model.ts';
import { writeTests } from './suite/write.ts';

/** Tests that a store cannot pass by its nature, and why; the reason is printed wherever the suite runs. */
export interface SuiteSkip {
  readonly reason: string;
  /** The exact titles. */
  readonly tests: readonly string[];
}

/** What a store in memory cannot pass. */
export const NOTHING_OUTLIVES: SuiteSkip = {
  reason: 'nothing outlives a memory store',
  tests: [
    'a store that is opened again has all that was answered, and goes on counting',
    'changes go on where they were when a store is opened again',
    'a write that is told to whoever follows, though its writer has no answer yet, outlives the store',
    'a write that a read shows, though its writer has no answer yet, outlives the store',
  ],
};

/** Wide enough that no test reaches the bounds unless it narrows them. */
const wide: StoreOptions = { historyEvents: 100_000, historyBytes: 256 * 1024 * 1024 };

/** What the suite needs to know of a store beside how it is opened. */
export interface SuiteOptions {
  readonly skip?: readonly SuiteSkip[];
  /**
   * Opens what another store has kept once more, as after a crash: whatever that one was doing is lost, and it is not closed. The tests
   * of what outlives a store must be named in `skip` where nothing does.
   */
  readonly reopen?: (store: Store, options: StoreOptions) => Promise<Store>;
}

/**
 * The tests that every store must pass. `open` gives an empty store, each time another one; a test closes what it opened.
 */
export function describeStore(
  name: string,
  open: (options: StoreOptions) => Promise<Store>,
  { skip = [], reopen }: SuiteOptions = {},
): void {
  const reasons = new Map(skip.flatMap(({ reason, tests }) => tests.map((title) => [title, reason] as const)));
  const unknown = new Set(reasons.keys());

  const test: StoreTest = (title, body, limits = {}) => {
    const reason = reasons.get(title);
    if (reason !== undefined) {
      unknown.delete(title);
      console.info(`store ${name}: skipped "${title}": ${reason}`);
      it.skip(`${title} (skipped: ${reason})`);
      return;
    }
    it(title, async () => {
      const store = await open({ ...wide, ...limits });
      try {
        await body(store);
      } finally {
        await store.close();
      }
    });
  };

  describe(`store ${name}`, () => {
    describe('put, get and delete', () => writeTests(test));
    describe('list', () => listTests(test));
    describe('changes', () => changesTests(test));
    describe('several writers', () => concurrencyTests(test));
    describe('compact', () => compactionTests(test));
    describe('expiry', () => expiryTests(test, open));
    describe('what outlives the store', () => durabilityTests(test, reopen && ((store) => reopen(store, wide))));
    describe('history limits', () => historyLimitTests(test));
    describe('signals and close', () => lifecycleTests(test));
    describe('against a model', () => modelTests(test, () => open(wide)));

    it('has every test that is to be skipped', () => {
      expect([...unknown]).toEqual([]);
    });
  });
}
