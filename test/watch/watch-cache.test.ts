import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { openMemoryStore } from '../../src/storage/memory/memory-store.ts';
import type { KeyRange } from '../../src/storage/store.ts';
import { StoreError } from '../../src/storage/store-error.ts';
import { keyOfEvent, revisionOf, type StoreChange, type StoreEvent } from '../../src/storage/store-event.ts';
import { WatchCache } from '../../src/watch/watch-cache.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { laggingStore } from '../support/lagging-store.ts';
import { bench, SAME, turn } from './support.ts';

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
    const cache = new WatchCache({ store, clock: fakeClock(), limits: LIMITS, isSameObject: SAME, failed: fail });
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
    const cache = new WatchCache({ store, clock: fakeClock(), limits: LIMITS, isSameObject: SAME, failed: fail });
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

  test.each([
    ['any version', (cache: WatchCache, signal?: AbortSignal) => cache.reached(0, signal)],
    ['what the cache has seen', (cache: WatchCache, signal?: AbortSignal) => cache.filled(signal)],
    ['the newest version', (cache: WatchCache, signal?: AbortSignal) => cache.fresh(signal)],
  ])('of %s waits until the cache is filled, and no longer than its caller', async (_, read) => {
    const store = openMemoryStore(LIMITS_OF_STORE);
    await store.put('/registry/things/a', ['1'], 0);
    const filling = Promise.withResolvers<void>();
    const list: typeof store.list = async (...all) => {
      await filling.promise;
      return store.list(...all);
    };
    const late = { ...laggingStore(store).store, list };
    const cache = new WatchCache({ store: late, clock: fakeClock(), limits: LIMITS, isSameObject: SAME, failed: fail });
    void cache.start();
    const told: string[] = [];
    const done = read(cache).then(() => told.push('read'));
    const caller = new AbortController();
    const left = read(cache, caller.signal);
    await turn();
    expect(told).toEqual([]);
    caller.abort();
    await expect(left).rejects.toMatchObject({ code: 'aborted' });
    filling.resolve();
    await done;
    expect(cache.entry('/registry/things/a')?.revision).toBe(1);
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
    await expect(cache.fresh()).rejects.toMatchObject({ code: 'closed' });
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
    const cache = new WatchCache({ store, clock: fakeClock(), limits: LIMITS, isSameObject: SAME, failed: fail });
    await expect(cache.list(THINGS)).rejects.toMatchObject({ code: 'unavailable' });
    expect((await cache.list(THINGS)).entries).toHaveLength(1);
  });
});

describe('reads that come together', () => {
  test('share one question to the store, which is put after they came', async () => {
    const store = openMemoryStore({ historyEvents: 100, historyBytes: 1e6 });
    const cache = new WatchCache({ store, clock: fakeClock(), limits: LIMITS, isSameObject: SAME, failed: fail });
    await cache.start();
    const answers: ((revision: number) => void)[] = [];
    store.currentRevision = () => new Promise((resolve) => void answers.push(resolve));
    const first = cache.fresh();
    await store.put('/registry/things/a', ['1'], 0);
    // The question that is under way may be answered with what was before the write.
    const late = [cache.list(THINGS), cache.fresh(), cache.fresh()] as const;
    await turn();
    expect(answers).toHaveLength(1);
    answers[0]?.(0);
    await first;
    await turn();
    expect(answers).toHaveLength(2);
    answers[1]?.(1);
    expect((await late[0]).entries).toHaveLength(1);
    expect(await Promise.all(late.slice(1))).toEqual([1, 1]);
    await cache.stop();
  });

  test('are given up each by itself, and fail together where the store does', async () => {
    const store = openMemoryStore({ historyEvents: 100, historyBytes: 1e6 });
    const cache = new WatchCache({ store, clock: fakeClock(), limits: LIMITS, isSameObject: SAME, failed: fail });
    await cache.start();
    const { promise, reject } = Promise.withResolvers<number>();
    store.currentRevision = () => promise;
    const caller = new AbortController();
    const reads = [cache.fresh(), cache.fresh(caller.signal)];
    caller.abort();
    await expect(reads[1]).rejects.toMatchObject({ code: 'aborted' });
    expect(getEventListeners(caller.signal, 'abort')).toHaveLength(0);
    reject(new StoreError('unavailable', 'no leader'));
    await expect(reads[0]).rejects.toMatchObject({ code: 'unavailable' });
    await expect(cache.fresh(AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
    await cache.stop();
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
    store.changes = async function* (after: number, signal: AbortSignal): AsyncGenerator<StoreChange> {
      const iterator = changes(after, signal)[Symbol.asyncIterator]();
      for (;;) {
        const next = await Promise.race([iterator.next(), broken.promise]);
        if (next.done === true) return;
        yield next.value;
      }
    };
    const cache = new WatchCache({
      store,
      clock,
      limits: LIMITS,
      isSameObject: SAME,
      failed: (error) => void failures.push(error),
    });
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
    const cache = new WatchCache({ store, clock, limits: LIMITS, isSameObject: SAME, failed: () => {} });
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

  test('that has forgotten writes is made up for: what is gone first, then what is there, as it was written', async () => {
    const { cache, write, miss } = await bench();
    for (const name of ['a', 'b', 'c', 'd']) await write(name, `${name}@1`);
    const seen: string[] = [];
    cache.follow({
      see: (event) => {
        const { previous } = event;
        const text = event.type === 'put' ? event.entry.value.join() : 'gone';
        seen.push(`${keyOfEvent(event).at(-1)} ${revisionOf(event)} ${text} (was ${previous?.value.join() ?? 'not'})`);
      },
      reset: () => void seen.push('reset'),
    });
    await miss(async (put) => {
      await put('c', 'c1@1');
      await put('a', undefined);
      await put('b', undefined);
      await put('b', 'other@2');
      await put('e', 'new@1');
      await put('e', undefined);
      await put('f', 'new@1');
      await put('c', 'c2@1');
    });
    expect(seen).toEqual([
      'b 4 gone (was b@1)',
      'a 4 gone (was a@1)',
      'b 8 other@2 (was not)',
      'f 11 new@1 (was not)',
      'c 12 c2@1 (was c@1)',
    ]);
    expect([cache.revision, cache.entries(THINGS).map(({ key }) => key.at(-1))]).toEqual([12, ['b', 'c', 'd', 'f']]);
    await write('a', 'again@2');
    expect(seen.slice(5)).toEqual(['a 13 again@2 (was not)']);
  });

  test('that has forgotten writes leaves revisions of which nothing is known', async () => {
    const { cache, store, write, miss } = await bench();
    await write('a', '1');
    await miss(async (put) => {
      await put('b', '2');
      await put('a', undefined);
      await put('c', '4');
    });
    await write('b', '5');
    expect([0, 1, 2, 3, 4, 5].map((revision) => cache.window.knows(revision))).toEqual([
      true,
      true,
      false,
      false,
      true,
      true,
    ]);
    expect([2, 3, 4].map((revision) => cache.window.knownFrom(revision))).toEqual([4, 4, 4]);
    const names = async (at: number) => (await cache.list(THINGS, at)).entries.map(({ key }) => key.at(-1)).join('');
    // The store knows them, as long as it does.
    expect(await Promise.all([1, 2, 3, 4, 5].map(names))).toEqual(['a', 'ab', 'b', 'bc', 'bc']);
    await store.compact(4);
    await expect(names(3)).rejects.toMatchObject({ code: 'compacted' });
    expect(await names(1)).toBe('a');
  });

  test('of a store that has gone back makes the cache begin anew', async () => {
    const { store, cache, seen, break: breakIt } = await breakable();
    await store.put('/registry/things/a', ['1'], 0);
    await store.put('/registry/things/b', ['2'], 0);
    await cache.fresh();
    const restored = openMemoryStore({ historyEvents: 100, historyBytes: 1e6 });
    await restored.put('/registry/things/a', ['1'], 0);
    store.list = restored.list.bind(restored);
    store.currentRevision = restored.currentRevision.bind(restored);
    store.changes = restored.changes.bind(restored);
    breakIt(new StoreError('future', 'revision 2 is not reached', { revision: 1 }));
    await turn();
    expect(seen).toEqual([1, 2, 'reset']);
    expect([cache.revision, cache.entries(THINGS).length]).toEqual([1, 1]);
    await cache.stop();
  });

  test('is read through in pages', async () => {
    const store = openMemoryStore({ historyEvents: 100, historyBytes: 1e6 });
    for (let i = 0; i < 10; i += 1) await store.put(`/registry/things/${i}`, ['1'], 0);
    const list = store.list.bind(store);
    const asked: unknown[] = [];
    // A store that never gives more than four at once.
    store.list = (range, { at, limit = 4 } = {}, signal) => {
      asked.push([range.from, at]);
      return list(range, { at, limit: Math.min(limit, 4) }, signal);
    };
    const cache = new WatchCache({ store, clock: fakeClock(), limits: LIMITS, isSameObject: SAME, failed: fail });
    await cache.start();
    expect(cache.entries(THINGS)).toHaveLength(10);
    expect(asked).toEqual([
      ['/registry/', undefined],
      ['/registry/things/3\0', 10],
      ['/registry/things/7\0', 10],
    ]);
    await cache.stop();
  });

  test('tells how far it has come, so that no read waits for a write of what is not kept', async () => {
    const { store, cache, seen } = await breakable();
    await store.put('/elsewhere/a', ['1'], 0);
    await store.put('/registry/things/a', ['2'], 0);
    await store.delete('/elsewhere/a', 1);
    expect(await cache.list(THINGS)).toMatchObject({ revision: 3, entries: [{ revision: 2 }] });
    expect([seen, cache.entries({ from: '/', to: '0' }).length]).toEqual([[2], 1]);
    await cache.stop();
  });

  test('tells of the writes of one revision together', async () => {
    const store = openMemoryStore({ historyEvents: 100, historyBytes: 1e6 });
    for (const name of ['a', 'b', 'c']) await store.put(`/registry/things/${name}`, ['1'], 0);
    const { promise, resolve } = Promise.withResolvers<StoreChange>();
    store.changes = async function* (): AsyncGenerator<StoreChange> {
      yield { type: 'delete', key: '/registry/things/a', revision: 4, more: true };
      yield { type: 'delete', key: '/registry/things/b', revision: 4, more: true };
      yield await promise;
      await new Promise(() => {});
    };
    const cache = new WatchCache({ store, clock: fakeClock(), limits: LIMITS, isSameObject: SAME, failed: fail });
    await cache.start();
    await turn();
    expect([cache.revision, cache.entries(THINGS).length]).toEqual([3, 3]);
    resolve({ type: 'delete', key: '/registry/things/c', revision: 4 });
    await turn();
    expect([cache.revision, cache.entries(THINGS).length]).toEqual([4, 0]);
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
