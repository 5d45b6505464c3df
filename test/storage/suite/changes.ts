import { getEventListeners } from 'node:events';
import { expect } from 'vitest';
import { revisionOf } from '../../../src/storage/store-event.ts';
import { changesBetween, create, Follower, iterate, refusal, remove, replace, type StoreTest } from './helpers.ts';

/** What an iteration of changes delivers. */
export function changesTests(test: StoreTest): void {
  test('changes are every write in order', async (store) => {
    const start = await store.currentRevision();
    const created = await create(store, '/a', 'one', 'same');
    const other = await create(store, '/b', 'b');
    const replaced = await replace(store, '/a', 'two', 'same');
    const deleted = await remove(store, '/a');
    const again = await create(store, '/a', 'three');
    const one = { key: '/a', value: ['one', 'same'], revision: created };
    const two = { key: '/a', value: ['two', 'same'], revision: replaced };
    expect(await changesBetween(store, start, again)).toEqual([
      { type: 'put', entry: one },
      { type: 'put', entry: { key: '/b', value: ['b'], revision: other } },
      { type: 'put', entry: two },
      { type: 'delete', key: '/a', revision: deleted },
      { type: 'put', entry: { key: '/a', value: ['three'], revision: again } },
    ]);
  });

  test('changes start after the revision that is named', async (store) => {
    const revisions: number[] = [await store.currentRevision()];
    for (let index = 0; index < 10; index++) revisions.push(await create(store, `/${index}`, 'x'));
    const last = revisions.at(-1) ?? 0;
    for (const [index, after] of revisions.slice(0, -1).entries()) {
      expect((await changesBetween(store, after, last)).map(revisionOf)).toEqual(revisions.slice(index + 1));
    }
  });

  test('changes go from the past to those to come without a gap or a duplicate', async (store) => {
    const start = await store.currentRevision();
    const revisions = [await create(store, '/a', '0')];
    const follower = new Follower(store, start);
    for (let index = 1; index < 100; index++) {
      revisions.push(await replace(store, '/a', String(index)));
      if (index % 10 === 0) await follower.reached(revisions.at(-1) ?? 0);
    }
    await follower.reached(revisions.at(-1) ?? 0);
    expect((await follower.stop()).map(revisionOf)).toEqual(revisions);
  });

  test('a consumer that waits is woken by the next write', async (store) => {
    const iterator = iterate(store, await store.currentRevision());
    const next = iterator.next();
    const revision = await create(store, '/a', 'one');
    expect(await next).toEqual({
      done: false,
      value: { type: 'put', entry: { key: '/a', value: ['one'], revision } },
    });
    await iterator.return?.();
  });

  test('calls of next that do not wait for each other get one write each, in order', async (store) => {
    const start = await store.currentRevision();
    const past = await create(store, '/past', 'x');
    const iterator = iterate(store, start);
    const calls = [iterator.next(), iterator.next(), iterator.next()];
    const revisions = [past, await create(store, '/a', 'x'), await create(store, '/b', 'x')];
    const results = await Promise.all(calls);
    expect(results.map(({ done, value }) => done !== true && revisionOf(value))).toEqual(revisions);
    await iterator.return?.();
  });

  test('consumers at different positions get all writes, each at its own pace', async (store) => {
    const revisions: number[] = [await store.currentRevision()];
    const followers: Follower[] = [];
    for (let index = 0; index < 60; index++) {
      if (index % 6 === 0) followers.push(new Follower(store, revisions[index / 2] ?? 0));
      revisions.push(await create(store, `/${index}`, 'x'));
    }
    for (const [index, follower] of followers.entries()) {
      await follower.reached(revisions.at(-1) ?? 0);
      expect((await follower.stop()).map(revisionOf)).toEqual(revisions.slice(index * 3 + 1));
    }
  });

  test('a consumer may write while it iterates', async (store) => {
    const start = await store.currentRevision();
    await create(store, '/a', '0');
    const seen: string[] = [];
    for await (const event of store.changes(start, new AbortController().signal)) {
      if (event.type !== 'put') continue;
      const count = Number(event.entry.value[0]);
      seen.push(String(count));
      if (count === 20) break;
      expect(await store.put('/a', [String(count + 1)], event.entry.revision)).toMatchObject({ ok: true });
    }
    expect(seen).toEqual(Array.from({ length: 21 }, (_, index) => String(index)));
  });

  test('an abort ends an iteration that waits, without an error', async (store) => {
    const controller = new AbortController();
    const iterator = iterate(store, await store.currentRevision(), controller.signal);
    const next = iterator.next();
    controller.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    await create(store, '/a', 'one');
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  test('an abort ends an iteration that does not wait, though writes are left', async (store) => {
    const controller = new AbortController();
    const start = await store.currentRevision();
    await create(store, '/a', 'one');
    await create(store, '/b', 'one');
    const iterator = iterate(store, start, controller.signal);
    expect((await iterator.next()).done).toBe(false);
    controller.abort();
    expect((await iterator.next()).done).toBe(true);
  });

  test('a signal that aborted before gives an empty iteration', async (store) => {
    const start = await store.currentRevision();
    await create(store, '/a', 'one');
    expect((await iterate(store, start, AbortSignal.abort()).next()).done).toBe(true);
  });

  test('a consumer that leaves ends its pending calls, and the others go on', async (store) => {
    const start = await store.currentRevision();
    const follower = new Follower(store, start);
    const iterator = iterate(store, start);
    const next = iterator.next();
    expect(await iterator.return?.()).toEqual({ done: true, value: undefined });
    expect((await next).done).toBe(true);
    const revision = await create(store, '/a', 'one');
    expect((await iterator.next()).done).toBe(true);
    await follower.reached(revision);
    expect((await follower.stop()).map(revisionOf)).toEqual([revision]);
  });

  test('an iteration that ended has let go of its signal', async (store) => {
    const controller = new AbortController();
    const left = iterate(store, await store.currentRevision(), controller.signal);
    const next = left.next();
    await left.return?.();
    await next;
    const future = iterate(store, (await store.currentRevision()) + 1, controller.signal);
    await refusal(future.next());
    const closed = iterate(store, await store.currentRevision(), controller.signal);
    const last = closed.next();
    await store.close();
    await last;
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  test('changes after a revision that is not reached reject with future and name the newest', async (store) => {
    const newest = await create(store, '/a', 'one');
    const iterator = iterate(store, newest + 1);
    expect(await refusal(iterator.next())).toMatchObject({ code: 'future', revision: newest });
    expect((await iterator.next()).done).toBe(true);
  });

  test('every iteration comes to a revision that was answered as the newest without any further write', async (store) => {
    const start = await store.currentRevision();
    const early = new Follower(store, start);
    const revision = await create(store, '/a', 'one');
    const late = new Follower(store, revision);
    const newest = await store.currentRevision();
    expect(newest).toBeGreaterThanOrEqual(revision);
    await early.reached(newest);
    if (newest > revision) await late.reached(newest);
    expect((await early.stop()).map(revisionOf)).toEqual([revision]);
    expect(await late.stop()).toEqual([]);
  });
}
