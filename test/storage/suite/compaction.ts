import { expect } from 'vitest';
import { ABSENT, type Store } from '../../../src/storage/store.ts';
import { revisionOf } from '../../../src/storage/store-event.ts';
import {
  changesBetween,
  create,
  everything,
  Follower,
  iterate,
  keysOf,
  refusal,
  remove,
  replace,
  type StoreTest,
  written,
} from './helpers.ts';

/** Ten writes to one key; resolves to their revisions. */
async function tenWrites(store: Store): Promise<readonly number[]> {
  const revisions = [await create(store, '/a', '0')];
  for (let index = 1; index < 10; index++) revisions.push(await replace(store, '/a', String(index)));
  return revisions;
}

/** What is left after the history was compacted. */
export function compactionTests(test: StoreTest): void {
  test('a compaction leaves the current states and the revision', async (store) => {
    await create(store, '/a', 'one');
    await create(store, '/gone', 'one');
    await replace(store, '/a', 'two');
    await remove(store, '/gone');
    const before = await store.list(everything);
    await store.compact(before.revision);
    expect(await store.list(everything)).toEqual(before);
    expect(await store.currentRevision()).toBe(before.revision);
    expect(await store.get('/gone')).toBeUndefined();
  });

  test('a list at a compacted revision rejects with compacted and names the oldest', async (store) => {
    const revisions = await tenWrites(store);
    const [oldest = 0] = revisions.slice(5);
    await store.compact(oldest);
    for (const revision of revisions.slice(0, 5)) {
      expect(await refusal(store.list(everything, { at: revision }))).toMatchObject({
        code: 'compacted',
        revision: oldest,
      });
    }
    for (const [index, revision] of revisions.entries()) {
      if (revision < oldest) continue;
      expect((await store.list(everything, { at: revision })).entries.map(({ value }) => value)).toEqual([
        [String(index)],
      ]);
    }
  });

  test('changes after a compacted revision reject with compacted and name the oldest, then end', async (store) => {
    const revisions = await tenWrites(store);
    const [oldest = 0] = revisions.slice(5);
    await store.compact(oldest);
    for (const revision of revisions.slice(0, 5)) {
      const iterator = iterate(store, revision);
      expect(await refusal(iterator.next())).toMatchObject({ code: 'compacted', revision: oldest });
      expect((await iterator.next()).done).toBe(true);
    }
  });

  test('changes after the oldest revision are complete', async (store) => {
    const revisions = await tenWrites(store);
    const [oldest = 0] = revisions.slice(5);
    const last = revisions.at(-1) ?? 0;
    const before = await changesBetween(store, oldest, last);
    await store.compact(oldest);
    expect(await changesBetween(store, oldest, last)).toEqual(before);
    expect(before.map(revisionOf)).toEqual(revisions.slice(6));
  });

  test('the first writes after a compaction of everything are told', async (store) => {
    const [first = 0] = await tenWrites(store).then((revisions) => revisions.slice(-1));
    await store.compact(first);
    const second = await replace(store, '/a', 'next');
    const third = await remove(store, '/a');
    expect(await changesBetween(store, first, third)).toEqual([
      {
        type: 'put',
        entry: { key: '/a', value: ['next'], revision: second },
      },
      { type: 'delete', key: '/a', revision: third },
    ]);
  });

  test('a consumer gets each write once across several compactions', async (store) => {
    const start = await store.currentRevision();
    const follower = new Follower(store, start);
    const revisions: number[] = [];
    for (let round = 0; round < 5; round++) {
      for (let index = 0; index < 10; index++) revisions.push(await create(store, `/${round}-${index}`, 'x'));
      revisions.push(await remove(store, `/${round}-0`));
      const last = revisions.at(-1) ?? 0;
      await follower.reached(last);
      await store.compact(last);
      await store.compact(last);
    }
    revisions.push(await create(store, '/last', 'x'));
    await follower.reached(revisions.at(-1) ?? 0);
    expect((await follower.stop()).map(revisionOf)).toEqual(revisions);
  });

  test('a consumer that started after a compaction gets each write once across the next', async (store) => {
    const revisions = [...(await tenWrites(store))];
    const start = revisions.at(-1) ?? 0;
    await store.compact(start);
    const follower = new Follower(store, start);
    const later: number[] = [];
    for (let index = 0; index < 10; index++) later.push(await replace(store, '/a', `later ${index}`));
    await follower.reached(later.at(-1) ?? 0);
    await store.compact(later.at(-2) ?? 0);
    later.push(await replace(store, '/a', 'last'));
    await follower.reached(later.at(-1) ?? 0);
    expect((await follower.stop()).map(revisionOf)).toEqual(later);
  });

  test('a consumer that a compaction overtakes gets no gap: all writes, or compacted', async (store) => {
    const start = await store.currentRevision();
    const revisions = await tenWrites(store);
    const iterator = iterate(store, start);
    const seen: number[] = [];
    const take = async () => {
      const { done, value } = await iterator.next();
      if (done !== true) seen.push(revisionOf(value));
    };
    await take();
    await take();
    await store.compact(revisions[6] ?? 0);
    let failure: unknown;
    while (seen.length < 10 && failure === undefined) {
      await take().catch((error: unknown) => {
        failure = error;
      });
    }
    await iterator.return?.();
    expect(seen).toEqual(revisions.slice(0, seen.length));
    if (failure !== undefined) expect(failure).toMatchObject({ code: 'compacted' });
  });

  test('compactions between the writes of many writers lose no write for a consumer that keeps up', async (store) => {
    const start = await store.currentRevision();
    const follower = new Follower(store, start);
    const revisions: number[] = [];
    const write = async (writer: number) => {
      let revision = ABSENT;
      for (let round = 0; round < 20; round++) {
        revision = written(await store.put(`/writer-${writer}`, [String(round)], revision));
        revisions.push(revision);
        if (round % 5 === writer) {
          await follower.reached(revision);
          await store.compact(revision);
        }
      }
    };
    await Promise.all([write(0), write(1), write(2), write(3)]);
    await follower.reached(Math.max(...revisions));
    expect((await follower.stop()).map(revisionOf)).toEqual(revisions.sort((one, other) => one - other));
  });

  test('compacting what is compacted already does nothing', async (store) => {
    const start = await store.currentRevision();
    const revisions = await tenWrites(store);
    const [oldest = 0] = revisions.slice(5);
    await store.compact(oldest);
    await store.compact(oldest);
    await store.compact(revisions[2] ?? 0);
    await store.compact(start);
    expect(await keysOf(store, oldest)).toEqual(['/a']);
  });

  test('a compaction of a revision that is not reached rejects with future and forgets nothing', async (store) => {
    const revisions = await tenWrites(store);
    const newest = revisions.at(-1) ?? 0;
    expect(await refusal(store.compact(newest + 1))).toMatchObject({ code: 'future', revision: newest });
    expect(await keysOf(store, revisions[0])).toEqual(['/a']);
  });
}
