import { setImmediate } from 'node:timers/promises';
import { expect } from 'vitest';
import { ABSENT, type Store } from '../../../src/storage/store.ts';
import { revisionOf } from '../../../src/storage/store-event.ts';
import { changesBetween, create, everything, existing, iterate, remove, replace, type StoreTest } from './helpers.ts';

/** What is there when a store is opened again. `reopen` does so as after a crash. */
export function durabilityTests(test: StoreTest, reopen: ((store: Store) => Promise<Store>) | undefined): void {
  const reopened = async (store: Store, body: (again: Store) => Promise<void>): Promise<void> => {
    if (reopen === undefined) throw new Error('a store that keeps nothing names the tests of what it keeps in `skip`');
    const again = await reopen(store);
    try {
      await body(again);
    } finally {
      await again.close();
    }
  };

  test('a store that is opened again has all that was answered, and goes on counting', async (store) => {
    await create(store, '/a', 'one', 'two');
    const a = await replace(store, '/a', 'one', 'three');
    await create(store, '/b', 'gone');
    const gone = await remove(store, '/b');
    await reopened(store, async (again) => {
      expect(await again.currentRevision()).toBeGreaterThanOrEqual(gone);
      const { entries } = await again.list(everything);
      expect(entries.map(({ value, ...entry }) => ({ ...entry, text: value.join('') }))).toEqual([
        { key: '/a', text: 'onethree', revision: a },
      ]);
      expect(await create(again, '/c', 'x')).toBeGreaterThan(gone);
    });
  });

  test('changes go on where they were when a store is opened again', async (store) => {
    const first = await create(store, '/a', 'one');
    const second = await replace(store, '/a', 'two');
    await reopened(store, async (again) => {
      const third = await replace(again, '/a', 'three');
      expect((await changesBetween(again, first, third)).map(revisionOf)).toEqual([second, third]);
    });
  });

  test('a write that is told to whoever follows, though its writer has no answer yet, outlives the store', async (store) => {
    const iterator = iterate(store, await store.currentRevision());
    const writing = store.put('/a', ['one'], ABSENT);
    const told = await iterator.next();
    await reopened(store, async (again) => {
      const { revision } = await existing(again, '/a');
      expect(told.done !== true && revisionOf(told.value)).toBe(revision);
    });
    await writing.catch(() => {});
    await iterator.return?.();
  });

  test('a write that a read shows, though its writer has no answer yet, outlives the store', async (store) => {
    const writing = store.put('/a', ['one'], ABSENT);
    let seen = await store.get('/a');
    while (seen === undefined) {
      await setImmediate();
      seen = await store.get('/a');
    }
    await reopened(store, async (again) => {
      expect((await existing(again, '/a')).revision).toBe(seen.revision);
    });
    await writing.catch(() => {});
  });
}
