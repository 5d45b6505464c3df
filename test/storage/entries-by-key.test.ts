import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EntriesByKey } from '../../src/storage/entries-by-key.ts';

const keyOf = (index: number): string => `/${String(index).padStart(5, '0')}`;

test('entries are found by key and in order, in whichever order thousands of them come and go', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat({ max: 5_000 }), fc.nat({ max: 5_000 }), (seed, one, other) => {
      const entries = new EntriesByKey();
      const model = new Map<string, number>();
      let random = seed >>> 0;
      for (let revision = 1; revision <= 6_000; revision += 1) {
        random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
        const key = keyOf(random % 5_000);
        // At first most come, at last most go.
        if ((random >>> 16) % 6_000 > revision) {
          entries.set({ key, value: ['v'], revision });
          model.set(key, revision);
        } else {
          entries.delete(key);
          model.delete(key);
        }
      }
      const [from, to] = [keyOf(Math.min(one, other)), keyOf(Math.max(one, other))];
      const there = [...model].filter(([key]) => from <= key && key < to).sort(([a], [b]) => (a < b ? -1 : 1));
      expect(entries.range({ from, to }).map(({ key, revision }) => [key, revision])).toEqual(there);
      const limit = other % 100;
      expect(entries.range({ from, to }, limit).map(({ key }) => key)).toEqual(
        there.slice(0, limit).map(([key]) => key),
      );
      expect(entries.get(from)?.revision).toBe(model.get(from));
    }),
    { numRuns: 20 },
  );
});
