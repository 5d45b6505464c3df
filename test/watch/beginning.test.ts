import { describe, expect, test } from 'vitest';
import { openMemoryStore } from '../../src/storage/memory/memory-store.ts';
import type { Store } from '../../src/storage/store.ts';
import { StoreError } from '../../src/storage/store-error.ts';
import { revisionOf, type StoreEvent } from '../../src/storage/store-event.ts';
import { WatchCache } from '../../src/watch/watch-cache.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { SAME } from './support.ts';

const LIMITS = { events: 100, bytes: 1e6, ageMs: 60_000 };

/** A store whose past was there before the cache: `a` was written at 1 and 2, `b` was written at 3 and deleted at 4. */
async function storeWithPast(): Promise<Store> {
  const store = openMemoryStore({ historyEvents: 100, historyBytes: 1e6 });
  await store.put('/registry/things/a', ['1'], 0);
  await store.put('/registry/things/a', ['2'], 1);
  await store.put('/registry/things/b', ['3'], 0);
  await store.delete('/registry/things/b', 3);
  return store;
}

async function cacheOf(store: Store): Promise<{ cache: WatchCache; told: StoreEvent[] }> {
  const told: StoreEvent[] = [];
  const failed = (error: unknown): never => {
    throw error;
  };
  const cache = new WatchCache({ store, clock: fakeClock(), limits: LIMITS, isSameObject: SAME, failed });
  cache.follow({ see: (event) => told.push(event), reset: () => told.splice(0) });
  await cache.start();
  return { cache, told };
}

describe('a cache of a store that remembers what was written before', () => {
  test('has the newest state, and tells the past from where the store does, but follows what comes alone', async () => {
    const store = await storeWithPast();
    store.oldestRevision = async () => 1;
    const { cache, told } = await cacheOf(store);
    expect(await cache.filled()).toBe(4);
    expect(cache.entry('/registry/things/a')?.revision).toBe(2);
    expect(cache.entry('/registry/things/b')).toBeUndefined();
    const { window } = cache;
    expect([window.knows(0), window.knows(1)]).toEqual([false, true]);
    const events = [0, 1, 2].map((index) => window.at(window.indexAfter(1) + index) as StoreEvent);
    expect(events.map((event) => [event.type, revisionOf(event), event.previous?.revision])).toEqual([
      ['put', 2, 1],
      ['put', 3, undefined],
      ['delete', 4, 3],
    ]);
    expect(told).toEqual([]);
    await store.put('/registry/things/c', ['5'], 0);
    await cache.fresh();
    expect(told.map(revisionOf)).toEqual([5]);
    await cache.stop();
  });

  test('begins with the newest state where the past is forgotten while it is read', async () => {
    const store = await storeWithPast();
    store.oldestRevision = async () => {
      await store.compact(3);
      return 1;
    };
    const { cache } = await cacheOf(store);
    expect(await cache.filled()).toBe(4);
    expect(cache.window.knows(3)).toBe(false);
    expect(cache.entry('/registry/things/a')?.revision).toBe(2);
    await cache.stop();
  });

  test('is not filled where the store fails meanwhile, and is when it is asked again', async () => {
    const store = await storeWithPast();
    let calls = 0;
    store.oldestRevision = async () => {
      calls += 1;
      if (calls === 1) throw new StoreError('unavailable', 'not yet');
      return 1;
    };
    await expect(cacheOf(store)).rejects.toMatchObject({ code: 'unavailable' });
    const { cache } = await cacheOf(store);
    expect(await cache.filled()).toBe(4);
    await cache.stop();
  });
});
