import { expect } from 'vitest';
import { ABSENT, type Store } from '../../../src/storage/store.ts';
import { revisionOf } from '../../../src/storage/store-event.ts';
import { create, existing, Follower, type StoreTest, written } from './helpers.ts';

/** Adds one to the number under a key, trying again from the winner where another writer was faster. */
async function increment(store: Store, key: string): Promise<void> {
  let current = await existing(store, key);
  for (;;) {
    const result = await store.put(key, [String(Number(current.value[0]) + 1)], current.revision);
    if (result.ok) return;
    if (result.current === undefined) throw new Error(`${key} is gone`);
    current = result.current;
  }
}

/** What holds while several writers write. */
export function concurrencyTests(test: StoreTest): void {
  test('of many creates of one key, one wins and the others get its entry', async (store) => {
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) => store.put('/a', [String(index)], ABSENT)),
    );
    const winner = await existing(store, '/a');
    expect(results.filter(({ ok }) => ok)).toEqual([{ ok: true, revision: winner.revision }]);
    for (const result of results) {
      if (!result.ok) expect(result.current).toEqual(winner);
    }
  });

  test('writers that compare and swap one key lose no increment', async (store) => {
    await create(store, '/count', '0');
    const write = async () => {
      for (let round = 0; round < 50; round++) await increment(store, '/count');
    };
    await Promise.all([write(), write(), write()]);
    expect((await existing(store, '/count')).value).toEqual(['150']);
  });

  test('of a put and a delete that expect the same state, one wins', async (store) => {
    for (let round = 0; round < 20; round++) {
      const revision = await create(store, '/a', 'one');
      const [put, gone] = await Promise.all([store.put('/a', ['two'], revision), store.delete('/a', revision)]);
      expect(put.ok).not.toBe(gone.ok);
      const left = await store.get('/a');
      expect(left?.value).toEqual(put.ok ? ['two'] : undefined);
      if (left !== undefined) written(await store.delete('/a', left.revision));
    }
  });

  test('while many writers write, every consumer gets each write once and in order', async (store) => {
    const start = await store.currentRevision();
    const early = new Follower(store, start);
    const revisions: number[] = [];
    const write = async (writer: number) => {
      let revision = ABSENT;
      for (let round = 0; round < 30; round++) {
        revision = written(await store.put(`/writer-${writer}`, [String(round)], revision));
        revisions.push(revision);
      }
    };
    const writers = Array.from({ length: 8 }, (_, writer) => write(writer));
    const late = new Follower(store, start);
    await Promise.all(writers);
    const last = await store.currentRevision();
    const latest = new Follower(store, start);
    const inOrder = revisions.sort((one, other) => one - other);
    expect(new Set(inOrder).size).toBe(240);
    for (const follower of [early, late, latest]) {
      await follower.reached(last);
      expect((await follower.stop()).map(revisionOf)).toEqual(inOrder);
    }
  });
}
