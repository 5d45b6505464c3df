import { expect } from 'vitest';
import { ABSENT, type Store } from '../../../src/storage/store.ts';
import { StoreError } from '../../../src/storage/store-error.ts';
import { create, everything, iterate, refusal, type StoreTest } from './helpers.ts';

/** Each method but `changes` and `close`, called in a way that would change something where it can. */
function calls(store: Store, revision: number, signal?: AbortSignal): readonly Promise<unknown>[] {
  return [
    store.currentRevision(signal),
    store.get('/a', signal),
    store.list(everything, undefined, signal),
    store.list(everything, { at: revision }, signal),
    store.put('/b', ['two'], ABSENT, {}, signal),
    store.delete('/a', revision, signal),
    store.compact(revision, signal),
  ];
}

/** What signals and closing do. */
export function lifecycleTests(test: StoreTest): void {
  test('a signal that aborted before makes every method reject with aborted and do nothing', async (store) => {
    const start = await store.currentRevision();
    const revision = await create(store, '/a', 'one');
    const reason = new Error('the client went away');
    for (const call of calls(store, revision, AbortSignal.abort(reason))) {
      expect(await refusal(call)).toMatchObject({ code: 'aborted', cause: reason });
    }
    expect((await store.list(everything)).entries).toEqual([{ key: '/a', value: ['one'], revision }]);
    expect((await store.list(everything, { at: start })).entries).toEqual([]);
  });

  test('a signal that does not abort changes nothing', async (store) => {
    const revision = await create(store, '/a', 'one');
    await Promise.all(calls(store, revision, new AbortController().signal));
    expect((await store.list(everything)).entries.map(({ key }) => key)).toEqual(['/b']);
  });

  test('every method rejects with closed after close', async (store) => {
    const revision = await create(store, '/a', 'one');
    await store.close();
    for (const call of calls(store, revision)) expect(await refusal(call)).toMatchObject({ code: 'closed' });
    expect(await refusal(iterate(store, revision).next())).toMatchObject({ code: 'closed' });
  });

  test('closing twice is closing once', async (store) => {
    await Promise.all([store.close(), store.close()]);
    await store.close();
    expect(await refusal(store.get('/a'))).toMatchObject({ code: 'closed' });
  });

  test('writes under way when the store closes are answered', async (store) => {
    const writes = Array.from({ length: 10 }, (_, index) => store.put(`/${index}`, ['x'], ABSENT));
    await store.close();
    for (const result of await Promise.all(writes)) expect(result.ok).toBe(true);
  });

  test('close ends the iterations, those that wait and those that do not, without an error', async (store) => {
    const start = await store.currentRevision();
    const revision = await create(store, '/a', 'one');
    const behind = iterate(store, start);
    await behind.next();
    const waiting = iterate(store, revision);
    const pending = [waiting.next(), waiting.next()];
    await store.close();
    for (const result of await Promise.all([...pending, waiting.next(), behind.next()])) {
      expect(result).toEqual({ done: true, value: undefined });
    }
  });

  test('a write that its caller gives up while it is under way is answered, or its outcome is unknown', async (store) => {
    for (const key of ['/a', '/b', '/c']) {
      const caller = new AbortController();
      const writing = store.put(key, ['one'], ABSENT, {}, caller.signal);
      caller.abort();
      const result = await writing.catch((error: unknown) => error);
      if (result instanceof StoreError) expect(result.code).toBe('outcome-unknown');
      else expect(result).toEqual({ ok: true, revision: (await store.get(key))?.revision });
    }
  });
}
