import { expect } from 'vitest';
import { ABSENT } from '../../../src/storage/store.ts';
import { StoreError } from '../../../src/storage/store-error.ts';
import { revisionOf } from '../../../src/storage/store-event.ts';
import { changesBetween, create, everything, existing, remove, replace, type StoreTest } from './helpers.ts';

/** What put, get and delete do for one writer. */
export function writeTests(test: StoreTest): void {
  test('a new store is empty', async (store) => {
    expect(await store.get('/a')).toBeUndefined();
    expect((await store.list(everything)).entries).toEqual([]);
  });

  test('a create resolves to the next revision, and a get sees the entry', async (store) => {
    const before = await store.currentRevision();
    const revision = await create(store, '/a', 'one');
    expect(revision).toBeGreaterThan(before);
    expect(await store.get('/a')).toEqual({ key: '/a', value: ['one'], revision });
    expect(await store.get('/b')).toBeUndefined();
  });

  test('a create of an existing key changes nothing and resolves to the entry that exists', async (store) => {
    const revision = await create(store, '/a', 'one');
    const winner = { key: '/a', value: ['one'], revision };
    expect(await store.put('/a', ['two'], ABSENT)).toEqual({ ok: false, current: winner });
    expect(await store.get('/a')).toEqual(winner);
  });

  test('a put that expects the current revision replaces the value', async (store) => {
    const first = await create(store, '/a', 'one');
    const second = await store.put('/a', ['two'], first);
    expect(second.ok).toBe(true);
    const entry = await existing(store, '/a');
    expect(entry.value).toEqual(['two']);
    expect(entry.revision).toBeGreaterThan(first);
  });

  test('a put that expects a stale revision changes nothing and resolves to the winner', async (store) => {
    const stale = await create(store, '/a', 'one');
    const revision = await replace(store, '/a', 'two');
    const winner = { key: '/a', value: ['two'], revision };
    expect(await store.put('/a', ['three'], stale)).toEqual({ ok: false, current: winner });
    expect(await store.get('/a')).toEqual(winner);
  });

  test('a put that expects a revision of a key that is absent or gone resolves to no state', async (store) => {
    const revision = await create(store, '/a', 'one');
    expect(await store.put('/b', ['two'], revision)).toEqual({ ok: false, current: undefined });
    await remove(store, '/a');
    expect(await store.put('/a', ['two'], revision)).toEqual({ ok: false, current: undefined });
    expect((await store.list(everything)).entries).toEqual([]);
  });

  test('a deleted key can be created again, and its former revision stays stale', async (store) => {
    const former = await create(store, '/a', 'one');
    const deleted = await remove(store, '/a');
    expect(deleted).toBeGreaterThan(former);
    expect(await store.get('/a')).toBeUndefined();
    const revision = await create(store, '/a', 'two');
    expect(revision).toBeGreaterThan(deleted);
    const current = { key: '/a', value: ['two'], revision };
    expect(await store.put('/a', ['three'], former)).toEqual({ ok: false, current });
    expect(await store.delete('/a', former)).toEqual({ ok: false, current });
  });

  test('a delete of an absent key changes nothing and resolves to no state', async (store) => {
    const revision = await create(store, '/a', 'one');
    expect(await store.delete('/b', revision)).toEqual({ ok: false, current: undefined });
    expect(await store.delete('/b', ABSENT)).toEqual({ ok: false, current: undefined });
    expect(await store.currentRevision()).toBe(revision);
  });

  test('a delete that expects a stale revision, or no state, leaves the key and resolves to the winner', async (store) => {
    const stale = await create(store, '/a', 'one');
    const revision = await replace(store, '/a', 'two');
    const winner = { key: '/a', value: ['two'], revision };
    expect(await store.delete('/a', stale)).toEqual({ ok: false, current: winner });
    expect(await store.delete('/a', ABSENT)).toEqual({ ok: false, current: winner });
    expect(await store.get('/a')).toEqual(winner);
  });

  test('a refused write takes no revision and is no change', async (store) => {
    const first = await create(store, '/a', 'one');
    await store.put('/a', ['two'], ABSENT);
    await store.put('/b', ['two'], first);
    await store.delete('/b', first);
    expect(await store.currentRevision()).toBe(first);
    const last = await create(store, '/c', 'three');
    expect((await changesBetween(store, first, last)).map(revisionOf)).toEqual([last]);
  });

  test('reads that start after a write see it', async (store) => {
    for (let round = 0; round < 20; round++) {
      const revision = await create(store, `/${round}`, 'x');
      expect(await store.currentRevision()).toBe(revision);
      expect((await store.get(`/${round}`))?.revision).toBe(revision);
      const list = await store.list(everything);
      expect(list.revision).toBe(revision);
      expect(list.entries).toHaveLength(round + 1);
    }
  });

  test('values come back in the segments that were put', async (store) => {
    const values = [
      ['ab', 'c'],
      ['a', 'bc'],
      ['abc'],
      [''],
      ['', '', ''],
      ['a', '', 'b'],
      ['x,y', '"', '\n', '\u0000'],
    ];
    for (const [index, value] of values.entries()) await create(store, `/${index}`, ...value);
    for (const [index, value] of values.entries()) expect((await existing(store, `/${index}`)).value).toEqual(value);
    expect((await store.list(everything)).entries.map(({ value }) => value)).toEqual(values);
  });

  test('a replaced value may have other segments, equal ones, and fewer or more of them', async (store) => {
    const values = [
      ['a', 'b', 'c'],
      ['a', 'B', 'c'],
      ['a', 'B'],
      ['B', 'a'],
      ['B', 'a', 'c', 'd'],
    ];
    const start = await create(store, '/a', 'a');
    let last = start;
    for (const value of values) {
      last = await replace(store, '/a', ...value);
      expect((await existing(store, '/a')).value).toEqual(value);
    }
    const events = await changesBetween(store, start, last);
    expect(events.map((event) => event.type === 'put' && event.entry.value)).toEqual(values);
  });

  test('keys and values may hold any Unicode text', async (store) => {
    const keys = ['/Ünï', '/ключ', '/名前', '/pod 🚀', '/%2F', '/\t"\\'];
    for (const key of keys) await create(store, key, key, '\u{1F680}é\u0000\u2028');
    for (const key of keys) expect((await existing(store, key)).value).toEqual([key, '\u{1F680}é\u0000\u2028']);
    const listed = (await store.list(everything)).entries.map(({ key }) => key);
    expect(listed).toEqual([...keys].sort());
  });

  test('keys that differ in case or in normalisation are different keys', async (store) => {
    const keys = ['/A', '/a', '/e\u0301', '/\u00e9'];
    for (const key of keys) await create(store, key, key);
    for (const key of keys) expect((await existing(store, key)).value).toEqual([key]);
  });

  test('a value may have a mebibyte', async (store) => {
    const large = 'x'.repeat(1024 * 1024);
    await create(store, '/a', 'small', large);
    expect((await existing(store, '/a')).value).toEqual(['small', large]);
  });

  test(
    'a write that is larger than what is taken is refused, by its bytes, and changes nothing',
    async (store) => {
      await create(store, '/a', 'x'.repeat(97), 'x');
      for (const value of [['x'.repeat(97), 'xx'], ['é'.repeat(50)]]) {
        await expect(store.put('/b', value, ABSENT)).rejects.toMatchObject({ code: 'too-large' });
        await expect(store.put('/a', value, (await existing(store, '/a')).revision)).rejects.toBeInstanceOf(StoreError);
      }
      expect((await existing(store, '/a')).value).toEqual(['x'.repeat(97), 'x']);
      expect(await store.get('/b')).toBeUndefined();
    },
    { maxRequestBytes: 100 },
  );
}
