import { describe, expect, it } from 'vitest';
import type { StoreOptions } from '../../src/storage/store.ts';
import { type SlowDatabase, type SlowStore, slowDatabase } from './slow-store.ts';
import { describeStore } from './store-suite.ts';
import { create, existing, Follower, refusal } from './suite/helpers.ts';

const databases = new WeakMap<object, SlowDatabase>();

async function open(options: StoreOptions): Promise<SlowStore> {
  const database = slowDatabase(options, 'before writes');
  const store = database.connect();
  databases.set(store, database);
  return store;
}

describeStore('slow', open, {
  reopen: async (store) => {
    const database = databases.get(store);
    if (database === undefined) throw new Error('the store is of another database');
    return database.connect();
  },
});

const wide = { historyEvents: 1_000, historyBytes: 1_000_000 };

describe('two stores on one database', () => {
  it('tell of each other’s writes, and of how far they have come where strangers wrote', async () => {
    const database = slowDatabase(wide, 'around writes');
    const [one, other] = [database.connect(), database.connect()];
    const follower = new Follower(other, 0);
    const first = await create(one, '/a', 'one');
    const second = await create(other, '/b', 'two');
    expect((await existing(other, '/a')).revision).toBe(first);
    expect(second - first).toBe(3);
    const newest = await other.currentRevision();
    expect(newest).toBeGreaterThan(second);
    await follower.reached(newest);
    expect((await follower.stop()).map((write) => write.type === 'put' && write.entry.key)).toEqual(['/a', '/b']);
    await one.close();
    expect((await existing(other, '/a')).value).toEqual(['one']);
    await other.close();
  });

  it('know no more of a write whose answer was lost than that it may have happened', async () => {
    const store = slowDatabase(wide, 'around writes').connect();
    store.loseAnswers('done', 'not done');
    expect(await refusal(store.put('/a', ['one'], 0))).toMatchObject({ code: 'outcome-unknown' });
    expect(await refusal(store.put('/b', ['one'], 0))).toMatchObject({ code: 'outcome-unknown' });
    expect((await existing(store, '/a')).value).toEqual(['one']);
    expect(await store.get('/b')).toBeUndefined();
    await store.close();
  });
});
