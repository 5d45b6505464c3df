import { expect } from 'vitest';
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
} from './helpers.ts';

/** What the store forgets by itself. */
export function historyLimitTests(test: StoreTest): void {
  test(
    'the history is bounded by the number of writes',
    async (store) => {
      const revisions: number[] = [];
      for (let index = 0; index < 50; index++) revisions.push(await create(store, `/${index}`, 'x'));
      const [tooOld = 0, oldest = 0, ...later] = revisions.slice(-12);
      expect(await refusal(store.list(everything, { at: tooOld }))).toMatchObject({
        code: 'compacted',
        revision: oldest,
      });
      expect(await refusal(iterate(store, tooOld).next())).toMatchObject({ code: 'compacted', revision: oldest });
      expect(await keysOf(store, oldest)).toHaveLength(40);
      expect((await changesBetween(store, oldest, later.at(-1) ?? 0)).map(revisionOf)).toEqual(later);
      expect(await keysOf(store)).toHaveLength(50);
    },
    { historyEvents: 10 },
  );

  test(
    'the history is bounded by the size of what it keeps, and deletions count',
    async (store) => {
      const first = await create(store, '/a', 'x'.repeat(400));
      const second = await replace(store, '/a', 'y'.repeat(400));
      const third = await replace(store, '/a', 'z'.repeat(400));
      expect(await keysOf(store, first)).toEqual(['/a']);
      const gone = await remove(store, '/a');
      expect(await refusal(store.list(everything, { at: first }))).toMatchObject({ code: 'compacted' });
      expect((await store.list(everything, { at: second })).entries.map(({ value }) => value)).toEqual([
        ['y'.repeat(400)],
      ]);
      expect((await store.list(everything, { at: third })).entries.map(({ value }) => value)).toEqual([
        ['z'.repeat(400)],
      ]);
      expect(await keysOf(store, gone)).toEqual([]);
    },
    { historyBytes: 1000 },
  );

  test(
    'text that a later value took over does not count towards the size of the history',
    async (store) => {
      const spec = (): string => 'spec'.repeat(100);
      const first = await create(store, '/a', spec(), 'status 0');
      for (let index = 1; index < 50; index++) await replace(store, '/a', spec(), `status ${index}`);
      expect((await store.list(everything, { at: first })).entries.map(({ value }) => value)).toEqual([
        [spec(), 'status 0'],
      ]);
    },
    { historyBytes: 1000 },
  );

  test(
    'a consumer that is too slow gets compacted, and nothing after',
    async (store) => {
      const start = await store.currentRevision();
      const first = await create(store, '/first', 'x');
      const iterator = iterate(store, start);
      expect(await iterator.next()).toMatchObject({ done: false, value: { entry: { revision: first } } });
      for (let index = 0; index < 50; index++) await create(store, `/${index}`, 'x');
      expect(await refusal(iterator.next())).toMatchObject({ code: 'compacted' });
      expect((await iterator.next()).done).toBe(true);
    },
    { historyEvents: 10 },
  );

  test(
    'a consumer that keeps up gets each write once while the history rolls over many times',
    async (store) => {
      const start = await store.currentRevision();
      const follower = new Follower(store, start);
      const revisions: number[] = [];
      for (let index = 0; index < 100; index++) {
        revisions.push(await create(store, `/${index}`, 'x'));
        await follower.reached(revisions.at(-1) ?? 0);
      }
      expect((await follower.stop()).map(revisionOf)).toEqual(revisions);
    },
    { historyEvents: 3 },
  );

  test(
    'a consumer that waits gets a write that is larger than the whole history may be',
    async (store) => {
      await create(store, '/a', 'x'.repeat(1000));
      const follower = new Follower(store, await store.currentRevision());
      const replaced = await replace(store, '/a', 'y'.repeat(1000));
      await follower.reached(replaced);
      const deleted = await remove(store, '/a');
      await follower.reached(deleted);
      expect((await follower.stop()).map(revisionOf)).toEqual([replaced, deleted]);
    },
    { historyBytes: 10 },
  );
}
