import { describe, expect, it } from 'vitest';
import { openLmdbStore } from '../../../src/storage/lmdb/open-lmdb-store.ts';
import { ABSENT } from '../../../src/storage/store.ts';
import { revisionOf } from '../../../src/storage/store-event.ts';
import { fakeClock } from '../../support/fake-clock.ts';
import {
  changesBetween,
  create,
  everything,
  existing,
  Follower,
  keysOf,
  refusal,
  remove,
  replace,
  written,
} from '../suite/helpers.ts';
import { copyOf, emptyDirectory, using, WIDE } from './directories.ts';

const HOUR_S = 3600;

describe('keys that go by themselves', () => {
  it('go at their time in a process that starts later', async () => {
    const directory = emptyDirectory();
    const before = { clock: fakeClock(), now: () => 1_000_000_000 };
    const put = await using(
      directory,
      async (store) => written(await store.put('/a', ['x'], ABSENT, { ttlSeconds: HOUR_S })),
      before,
    );
    // Half an hour later, by a clock that begins anew.
    const clock = fakeClock();
    const after = { clock, now: () => 1_000_000_000 + clock.now() + (HOUR_S / 2) * 1000 };
    await using(
      directory,
      async (store) => {
        clock.pass((HOUR_S / 2 - 2) * 1000);
        expect(await keysOf(store)).toEqual(['/a']);
        const follower = new Follower(store, put);
        clock.pass(4000);
        await follower.reached(put + 1);
        expect(await keysOf(store)).toEqual([]);
        await follower.stop();
      },
      after,
    );
  });

  it('do not take a key with them that was made anew after they went', async () => {
    const directory = emptyDirectory();
    const clock = fakeClock();
    const revision = await using(
      directory,
      async (store) => {
        const put = written(await store.put('/a', ['x'], ABSENT, { ttlSeconds: 5 }));
        const follower = new Follower(store, put);
        clock.pass(10_000);
        await follower.reached(put + 1);
        await follower.stop();
        return create(store, '/a', 'stays');
      },
      { clock, now: () => 1_000_000_000 + clock.now() },
    );
    const later = fakeClock();
    await using(
      directory,
      async (store) => {
        later.pass(1000);
        await create(store, '/b', 'x');
        expect((await existing(store, '/a')).revision).toBe(revision);
      },
      { clock: later, now: () => 2_000_000_000 },
    );
  });
});

describe('the past of a store that is opened again', () => {
  it('is as long as the bounds say, however much is kept', async () => {
    const directory = emptyDirectory();
    const first = await using(directory, async (store) => {
      const revision = await create(store, '/a', '0');
      for (let n = 1; n <= 50; n += 1) await replace(store, '/a', String(n));
      return revision;
    });
    await using(
      directory,
      async (store) => {
        const newest = await store.currentRevision();
        expect(await refusal(store.list(everything, { at: newest - 11 }))).toMatchObject({
          code: 'compacted',
          revision: newest - 10,
        });
        expect((await changesBetween(store, newest - 10, newest)).map(revisionOf)).toHaveLength(10);
        await replace(store, '/a', 'last');
      },
      { historyEvents: 10 },
    );
    await using(directory, async (store) => {
      // What was forgotten stays so where more may be kept.
      expect(await refusal(store.list(everything, { at: first }))).toMatchObject({ code: 'compacted' });
      expect((await store.list(everything)).entries.map(({ value }) => value.join(''))).toEqual(['last']);
    });
  });

  it('is none with bounds of none, and reads of the newest state go on', async () => {
    const directory = emptyDirectory();
    const none = { historyEvents: 0 };
    const revision = await using(
      directory,
      async (store) => {
        const made = await create(store, '/a', 'x');
        await replace(store, '/a', 'y');
        await remove(store, '/a');
        return made;
      },
      none,
    );
    await using(
      directory,
      async (store) => {
        const newest = await store.currentRevision();
        expect(newest).toBe(revision + 2);
        expect((await store.list(everything)).revision).toBe(newest);
        expect(await refusal(store.list(everything, { at: newest - 1 }))).toMatchObject({ code: 'compacted' });
      },
      none,
    );
  });

  it('has each state of a key that was written several times in one flush', async () => {
    const directory = emptyDirectory();
    const states = await using(directory, async (store) => {
      const a = await create(store, '/a', '0');
      const next = store.put('/a', ['1'], a);
      const gone = store.delete('/a', a + 1);
      const again = store.put('/a', ['2'], ABSENT);
      return [a, ...(await Promise.all([next, gone, again])).map(written)];
    });
    await using(directory, async (store) => {
      const texts = await Promise.all(
        states.map(async (at) => (await store.list(everything, { at })).entries.map(({ value }) => value.join(''))),
      );
      expect(texts).toEqual([['0'], ['1'], [], ['2']]);
    });
  });

  it('is listed in pages without reading on to the end', async () => {
    await using(emptyDirectory(), async (store) => {
      const keys = Array.from({ length: 30 }, (_, index) => `/${String(index).padStart(2, '0')}`);
      const last = await Promise.all(
        keys.filter((_, index) => index % 2 === 0).map((key) => create(store, key, 'then')),
      );
      const at = Math.max(...last);
      await Promise.all(keys.filter((_, index) => index % 2 === 1).map((key) => create(store, key, 'later')));
      await remove(store, '/04');
      const paged: string[] = [];
      for (let from = '/', more = true; more; ) {
        const page = await store.list({ from, to: '0' }, { at, limit: 4 });
        paged.push(...page.entries.map(({ key }) => key));
        from = `${paged.at(-1)}\0`;
        more = page.more;
      }
      expect(paged).toEqual(keys.filter((_, index) => index % 2 === 0));
    });
  });
});

describe('keys', () => {
  const long = `/registry/clusterroles/${'n'.repeat(1870)}`;

  it('may be long, and are found, listed, and go by themselves', async () => {
    const directory = emptyDirectory();
    const revision = await using(directory, async (store) =>
      written(await store.put(long, ['x'], ABSENT, { ttlSeconds: HOUR_S })),
    );
    await using(directory, async (store) => {
      expect(await existing(store, long)).toMatchObject({ key: long, revision });
      expect(await keysOf(store)).toEqual([long]);
      expect((await store.list({ from: `${long}${'z'.repeat(500)}`, to: '0' })).entries).toEqual([]);
      expect((await store.list({ from: '/', to: `${long}${'z'.repeat(500)}` })).entries).toHaveLength(1);
    });
  });

  it('that are too long for the database are refused by a line that says so, and are absent', async () => {
    await using(emptyDirectory(), async (store) => {
      const key = `${long}${'n'.repeat(100)}`;
      const other = store.put('/other', ['x'], ABSENT);
      expect(await refusal(store.put(key, ['x'], ABSENT))).toMatchObject({
        code: 'not-written',
        message: `the key has ${key.length} bytes, and the lmdb store takes 1900 at most`,
      });
      expect(await store.get(key)).toBeUndefined();
      expect(await store.delete(key, ABSENT)).toEqual({ ok: false, current: undefined });
      written(await other);
    });
  });

  it('and values beyond the Latin letters come back as they were', async () => {
    const directory = emptyDirectory();
    await using(directory, (store) => create(store, '/schlüssel/\u{1F600}', 'wörter \u{1F680}', '\u4E2D'));
    await using(directory, async (store) => {
      expect((await existing(store, '/schlüssel/\u{1F600}')).value.join('')).toBe('wörter \u{1F680}\u4E2D');
    });
  });
});

it('what a crash leaves of many writers is whole: each write that was answered, and no part of one that was not', async () => {
  const directory = emptyDirectory();
  const store = await openLmdbStore(directory, WIDE);
  const answered = new Map<string, number>();
  const writers = Array.from({ length: 16 }, async (_, writer) => {
    for (let n = 0; n < 20; n += 1) {
      const key = `/${writer}/${n}`;
      answered.set(key, written(await store.put(key, [`${writer}:`, 'x'.repeat(3000)], ABSENT)));
    }
  });
  await Promise.race(writers);
  const known = new Map(answered);
  const copy = copyOf(directory);
  await Promise.all(writers);
  await store.close();
  await using(copy, async (again) => {
    const { entries, revision } = await again.list(everything);
    const kept = new Map(entries.map((entry) => [entry.key, entry.revision]));
    for (const [key, written] of known) expect(kept.get(key)).toBe(written);
    // What was written up to the newest is all there.
    expect([...kept.values()].sort((a, b) => a - b)).toEqual(Array.from({ length: revision }, (_, index) => index + 1));
  });
});
