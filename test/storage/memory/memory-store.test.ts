import { describe, expect, it } from 'vitest';
import { openMemoryStore } from '../../../src/storage/memory/memory-store.ts';
import { describeStore, NOTHING_OUTLIVES } from '../store-suite.ts';
import { create, everything, existing, replace } from '../suite/helpers.ts';
import { compareWithModel } from '../suite/model.ts';

describeStore('memory', async (options) => openMemoryStore(options), {
  skip: [NOTHING_OUTLIVES],
});

const wide = { historyEvents: 100_000, historyBytes: 1_000_000_000 };

describe('openMemoryStore', () => {
  it('starts at revision 0 and gives the writes 1, 2, 3', async () => {
    const store = openMemoryStore(wide);
    expect(await store.currentRevision()).toBe(0);
    expect(await create(store, '/a', 'x')).toBe(1);
    expect(await create(store, '/b', 'x')).toBe(2);
    expect(await replace(store, '/a', 'y')).toBe(3);
  });

  it.each([0, 1, 2, 7])('matches the model while it keeps %i writes', async (historyEvents) => {
    await compareWithModel(async () => openMemoryStore({ ...wide, historyEvents }), historyEvents);
  });

  it('keeps more writes than it first has room for', async () => {
    const store = openMemoryStore(wide);
    await create(store, '/a', '1');
    for (let count = 2; count <= 5000; count++) await replace(store, '/a', String(count));
    for (const revision of [1, 1023, 1024, 1025, 2048, 2049, 4999]) {
      const { entries } = await store.list(everything, { at: revision });
      expect(entries).toEqual([{ key: '/a', value: [String(revision)], revision }]);
    }
  });

  it('keeps the newest writes across growth of the history after it rolled over', async () => {
    const store = openMemoryStore({ ...wide, historyEvents: 3000 });
    await create(store, '/a', '1');
    for (let count = 2; count <= 900; count++) await replace(store, '/a', String(count));
    await store.compact(700);
    for (let count = 901; count <= 10_000; count++) await replace(store, '/a', String(count));
    const seen: string[] = [];
    for await (const event of store.changes(7000, new AbortController().signal)) {
      if (event.type === 'put') seen.push(event.entry.value.join());
      if (seen.length === 3000) break;
    }
    expect(seen).toEqual(Array.from({ length: 3000 }, (_, index) => String(7001 + index)));
  });

  it('has stores that know nothing of each other', async () => {
    const one = openMemoryStore(wide);
    const other = openMemoryStore(wide);
    await create(one, '/a', 'x');
    await one.close();
    expect(await other.get('/a')).toBeUndefined();
    await create(other, '/a', 'y');
    expect((await existing(other, '/a')).value).toEqual(['y']);
  });
});
