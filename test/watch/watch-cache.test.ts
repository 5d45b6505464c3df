import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { openMemoryStore } from '../../src/storage/memory/memory-store.ts';
import type { KeyRange } from '../../src/storage/store.ts';
import { StoreError } from '../../src/storage/store-error.ts';
import type { StoreEvent } from '../../src/storage/store-event.ts';
import { WatchCache } from '../../src/watch/watch-cache.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { laggingStore } from '../support/lagging-store.ts';
import { bench, turn } from './support.ts';

const THINGS: KeyRange = { from: '/registry/things/', to: '/registry/things0' };
const LIMITS_OF_STORE = { historyEvents: 100, historyBytes: 1e6 };
const LIMITS = { events: 100, bytes: 1e6, ageMs: 60_000 };

/** What is not to happen. */
function fail(error: unknown): never {
  throw error;
}

describe('a read', () => {
  test('sees every write that was answered before it, however far behind the feed is', async () => {
    const { store, hold, letGo } = laggingStore(openMemoryStore(LIMITS_OF_STORE));
    const cache = new WatchCache({ store, clock: fakeClock(), limits: LIMITS, failed: fail });
    await cache.start();
    hold();
    await store.put('/registry/things/a', ['1'], 0);
    const listed = cache.list(THINGS);
    await turn();
    expect(cache.revision).toBe(0);
    letGo();
    expect(await listed).toMatchObject({ revision: 1, entries: [{ key: '/registry/things/a' }] });
    await cache.stop();
  });

  test('of what the cache has seen asks the store for nothing, once it is filled', async () => {
    const { store, hold, letGo } = laggingStore(openMemoryStore(LIMITS_OF_STORE));
    await store.put('/registry/things/a', ['1'], 0);
    const cache = new WatchCache({ store, clock: fakeClock(), limits: LIMITS, failed: fail });
    expect(cache.entry('/registry/things/a')).toBeUndefined();
    expect(await cache.filled()).toBe(1);
    expect(cache.entry('/registry/things/a')).toEqual({ key: '/registry/things/a', value: ['1'], revision: 1 });
    hold();
    await store.put('/registry/things/a', ['2'], 1);
    await store.put('/registry/things/b', ['3'], 0);
    expect(await cache.filled()).toBe(1);
    expect(cache.entry('/registry/things/a')?.revision).toBe(1);
    expect(cache.entry('/registry/things/b')).toBeUndefined();
    letGo();
    await cache.fresh();
    expect(cache.entry('/registry/things/a')?.revision).toBe(2);
    expect(cache.entry('/registry/things/b')?.value).toEqual(['3']);
    await store.delete('/registry/things/b', 3);
    await cache.fresh();
    expect(cache.entry('/registry/things/b')).toBeUndefined();
    await cache.stop();
  });

  test('of a past revision is answered from the window, in key order, and from the store where that is older', async () => {
    const { cache, store, write } = await bench({ events: 2 });
    for (const [name, text] of [
      ['b', '1'],
      ['a', '2'],
      ['b', undefined],
      ['c', '4'],
    ] as const) {
      await write(name, text);
    }
    const texts = async (at: number) =>
      (await cache.list(THINGS, at)).entries.map(({ key, value }) => `${key.at(-1)}${value.join('')}`);
    expect(await texts(4)).toEqual(['a2', 'c4']);
    expect(await texts(3)).toEqual(['a2']);
    expect(await texts(2)).toEqual(['a2', 'b1']);
    // The window is gone, the store is not.
    expect(cache.window.start).toBe(2);
    expect(await texts(1)).toEqual(['b1']);
    await store.compact(2);
    await expect(cache.list(THINGS, 1)).rejects.toMatchObject({ code: 'compacted' });
    await expect(cache.list(THINGS, 99)).rejects.toMatchObject({ code: 'future' });
  });

  test('waits three seconds for a revision that is not reached, and no longer than its caller', async () => {
    const { cache, clock, write } = await bench();
    expect(await cache.reached(0)).toBe(true);
    const inTime = cache.reached(1);
    const late = cache.reached(99);
    await turn();
    await write('a', '1');
    expect(await inTime).toBe(true);
    clock.pass(3_000);
    expect(await late).toBe(false);
    const caller = new AbortController();
    const left = cache.reached(99, caller.signal);
    await turn();
    caller.abort();
    await expect(left).rejects.toMatchObject({ code: 'aborted' });
    expect(clock.waiting).toBe(0);
  });

  test('that waits when the cache is stopped is told so', async () => {
    const { cache } = await bench();
    const waiting = cache.reached(99);
    await turn();
    await cache.stop();
    await expect(waiting).rejects.toMatchObject({ code: 'closed' });
  });

  test('starts a cache that was not started, and tries again where the store did not answer', async () => {
    const store = openMemoryStore({ historyEvents: 100, historyBytes: 1e6 });
    await store.put('/registry/things/a', ['1'], 0);
    const list = store.list.bind(store);
    let calls = 0;
    store.list = (...args) => {
      calls += 1;
      return calls === 1 ? Promise.reject(new StoreError('unavailable', 'not yet')) : list(...args);
    };
    const cache = new WatchCache({ store, clock: fakeClock(), limits: LIMITS, failed: fail });
    await expect(cache.list(THINGS)).rejects.toMatchObject({ code: 'unavailable' });
    expect((await cache.list(THINGS)).entries).toHaveLength(1);
  });
});

describe('the feed', () => {
  /** A cache that has a follower, on a store of which the feed can be broken. */
  async function breakable() {
    const store = openMemoryStore({ historyEvents: 100, historyBytes: 1e6 });
    const clock = fakeClock();
    const failures: unknown[] = [];
    const changes = store.changes.bind(store);
    let broken = Promise.withResolvers<never>();
    store.changes = async function* (after: number, signal: AbortSignal): AsyncGenerator<StoreEvent> {
      const iterator = changes(after, signal)[Symbol.asyncIterator]();
      for (;;) {
        const next = await Promise.race([iterator.next(), broken.promise]);
        if (next.done === true) return;
        yield next.value;
      }
    };
    const cache = new WatchCache({ store, clock, limits: LIMITS, failed: (error) => void failures.push(error) });
    await cache.start();
    const seen: (number | 'reset')[] = [];
    cache.follow({
      see: (event) => void seen.push(event.type === 'put' ? event.entry.revision : event.revision),
      reset: () => void seen.push('reset'),
    });
    return {
      store,
      cache,
      clock,
      seen,
      failures,
      break: (error: StoreError) => {
        const { reject } = broken;
        broken = Promise.withResolvers<never>();
        reject(error);
      },
    };
  }

  test('that breaks is taken up where it was, after a while', async () => {
    const { store, cache, clock, seen, failures, break: breakIt } = await breakable();
    await store.put('/registry/things/a', ['1'], 0);
    await cache.fresh();
    breakIt(new StoreError('unavailable', 'the connection is gone'));
    await turn();
    await store.put('/registry/things/a', ['2'], 1);
    clock.pass(1_000);
    await cache.fresh();
    expect(seen).toEqual([1, 2]);
    expect(failures).toMatchObject([{ code: 'unavailable' }]);
    await cache.stop();
  });

  test('that stays broken leaves nothing behind by each attempt, and a stop does not wait for the next', async () => {
    const store = openMemoryStore({ historyEvents: 100, historyBytes: 1e6 });
    const clock = fakeClock();
    const signals: AbortSignal[] = [];
    store.changes = (_, signal) => {
      signals.push(signal);
      throw new StoreError('unavailable', 'the connection is gone');
    };
    const cache = new WatchCache({ store, clock, limits: LIMITS, failed: () => {} });
    await cache.start();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await turn();
      clock.pass(1_000);
    }
    await turn();
    const [signal] = signals;
    expect(signals).toHaveLength(4);
    // The pause that is under way alone listens.
    expect(signal && getEventListeners(signal, 'abort')).toHaveLength(1);
    await cache.stop();
    expect(clock.waiting).toBe(0);
  });

  test('that has lost writes makes the cache begin anew', async () => {
    const { store, cache, seen, break: breakIt } = await breakable();
    await store.put('/registry/things/a', ['1'], 0);
    await store.put('/registry/things/b', ['2'], 0);
    await cache.fresh();
    breakIt(new StoreError('compacted', 'too far behind', { revision: 2 }));
    await turn();
    expect(seen).toEqual([1, 2, 'reset']);
    expect(cache.window.start).toBe(2);
    expect(cache.entries(THINGS)).toHaveLength(2);
    await store.delete('/registry/things/a', 1);
    await cache.fresh();
    expect(seen).toEqual([1, 2, 'reset', 3]);
    expect(cache.entries(THINGS)).toHaveLength(1);
    await cache.stop();
  });

  test('reaches every follower, whatever another one does', async () => {
    const { store, cache, failures } = await breakable();
    const seen: StoreEvent[] = [];
    cache.follow({ see: () => fail('no'), reset: () => {} });
    cache.follow({ see: (event) => void seen.push(event), reset: () => {} });
    await store.put('/registry/things/a', ['1'], 0);
    await store.put('/registry/things/a', ['2'], 1);
    await cache.fresh();
    expect([seen.length, failures]).toEqual([2, ['no', 'no']]);
    await cache.stop();
  });

  test('is told to followers until they leave', async () => {
    const { store, cache } = await breakable();
    const seen: StoreEvent[] = [];
    const leave = cache.follow({ see: (event) => void seen.push(event), reset: () => {} });
    await store.put('/registry/things/a', ['1'], 0);
    await cache.fresh();
    leave();
    await store.put('/registry/things/b', ['1'], 0);
    await cache.fresh();
    expect(seen).toHaveLength(1);
    await cache.stop();
  });
});
