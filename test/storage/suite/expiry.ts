import { expect } from 'vitest';
import type { Store, StoreOptions } from '../../../src/storage/store.ts';
import { ABSENT } from '../../../src/storage/store.ts';
import { type FakeClock, fakeClock } from '../../support/fake-clock.ts';
import { create, everything, existing, Follower, keysOf, remove, type StoreTest, written } from './helpers.ts';

// A key may go a little late: keys that expire at about the same time go together.
const SOON_SECONDS = 61;

/** What becomes of keys that are put for a time. */
export function expiryTests(test: StoreTest, open: (options: StoreOptions) => Promise<Store>): void {
  const clocked = (title: string, body: (store: Store, clock: FakeClock) => Promise<void>): void => {
    test(title, async () => {
      const clock = fakeClock();
      const store = await open({ historyEvents: 1_000, historyBytes: 1_000_000, clock });
      try {
        await body(store, clock);
      } finally {
        await store.close();
      }
    });
  };

  clocked(
    'a key that is put for a time goes when that is over, and not before, by a deletion',
    async (store, clock) => {
      const start = await store.currentRevision();
      const follower = new Follower(store, start);
      const put = written(await store.put('/a', ['one'], ABSENT, { ttlSeconds: 100 }));
      const kept = await create(store, '/b', 'one');
      clock.pass(99_000);
      expect(await keysOf(store)).toEqual(['/a', '/b']);
      clock.pass((1 + SOON_SECONDS) * 1000);
      await follower.reached(kept + 1);
      expect(await store.get('/a')).toBeUndefined();
      expect(await keysOf(store)).toEqual(['/b']);
      const gone = await store.currentRevision();
      expect((await follower.stop()).slice(2)).toEqual([{ type: 'delete', key: '/a', revision: gone }]);
      expect((await store.list(everything, { at: put })).entries.map(({ key }) => key)).toEqual(['/a']);
    },
  );

  clocked('each put says anew for how long a key is there', async (store, clock) => {
    const ttl = async (key: string, ttlSeconds: number | undefined) => {
      const revision = (await store.get(key))?.revision ?? ABSENT;
      return written(await store.put(key, ['x'], revision, { ttlSeconds }));
    };
    for (const key of ['/kept', '/longer', '/shorter']) await ttl(key, 500);
    clock.pass(400_000);
    await ttl('/kept', undefined);
    await ttl('/longer', 500);
    await ttl('/shorter', 1);
    const late = await ttl('/late', 300);
    const follower = new Follower(store, late);
    clock.pass((100 + SOON_SECONDS) * 1000);
    await follower.reached(late + 1);
    expect(await keysOf(store)).toEqual(['/kept', '/late', '/longer']);
    clock.pass((400 + SOON_SECONDS) * 1000);
    await follower.reached(late + 2);
    expect(await keysOf(store)).toEqual(['/kept']);
    await follower.stop();
  });

  clocked('a key that is deleted and created again does not go with what it was', async (store, clock) => {
    written(await store.put('/a', ['one'], ABSENT, { ttlSeconds: 10 }));
    await remove(store, '/a');
    const revision = await create(store, '/a', 'two');
    clock.pass((10 + SOON_SECONDS) * 1000);
    expect(await existing(store, '/a')).toEqual({ key: '/a', value: ['two'], revision });
    expect(await store.currentRevision()).toBe(revision);
  });

  clocked('keys that go at the same time are each told of, in order', async (store, clock) => {
    const keys = Array.from({ length: 20 }, (_, index) => `/${index}`);
    for (const key of keys) written(await store.put(key, ['x'], ABSENT, { ttlSeconds: 5 }));
    const last = await create(store, '/last', 'x');
    const follower = new Follower(store, last);
    clock.pass((5 + SOON_SECONDS) * 1000);
    while (follower.events.length < keys.length) await follower.reached(last + follower.events.length + 1);
    const events = await follower.stop();
    expect(new Set(events.map((event) => event.type === 'delete' && event.key))).toEqual(new Set(keys));
    expect(await keysOf(store)).toEqual(['/last']);
    expect(await keysOf(store, last)).toHaveLength(21);
  });
}
