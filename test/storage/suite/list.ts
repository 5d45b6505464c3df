import { expect } from 'vitest';
import type { KeyRange, Store } from '../../../src/storage/store.ts';
import { create, everything, keysOf, refusal, remove, replace, type StoreTest } from './helpers.ts';

/** A permutation of 0 to count - 1 that is far from sorted: 617 has no factor in common with the counts used here. */
function scattered(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => (index * 617) % count);
}

async function keysIn(store: Store, range: KeyRange): Promise<readonly string[]> {
  return (await store.list(range)).entries.map(({ key }) => key);
}

/** What a list answers, now and at a revision. */
export function listTests(test: StoreTest): void {
  test('a list is in key order, whatever the order of the writes', async (store) => {
    const keys = scattered(3000).map((number) => `/pod-${String(number).padStart(4, '0')}`);
    await Promise.all(keys.map((key) => create(store, key, key)));
    expect(await keysOf(store)).toEqual([...keys].sort());
    const gone = keys.filter((_, index) => index % 3 !== 0);
    await Promise.all(gone.map((key) => remove(store, key)));
    const kept = keys.filter((_, index) => index % 3 === 0);
    expect(await keysOf(store)).toEqual([...kept].sort());
    await Promise.all(gone.map((key) => create(store, key, key)));
    expect(await keysOf(store)).toEqual([...keys].sort());
  });

  test('a list is in key order after a long run of keys was deleted and keys were created in its place', async (store) => {
    const keys = Array.from({ length: 3000 }, (_, index) => `/pod-${String(index).padStart(4, '0')}`);
    await Promise.all(keys.map((key) => create(store, key, key)));
    for (const key of keys.slice(500, 2500)) await remove(store, key);
    const kept = [...keys.slice(0, 500), ...keys.slice(2500)];
    expect(await keysOf(store)).toEqual(kept);
    const created = scattered(1000).map((number) => `/pod-${1000 + number}-again`);
    for (const key of created) await create(store, key, key);
    expect(await keysOf(store)).toEqual([...kept, ...created].sort());
    for (const key of await keysOf(store)) await remove(store, key);
    expect(await keysOf(store)).toEqual([]);
    await create(store, '/last', 'x');
    expect(await keysOf(store)).toEqual(['/last']);
  });

  test('a list holds each key once, with its newest value', async (store) => {
    await create(store, '/a', 'one');
    const b = await create(store, '/b', 'one');
    const a = await replace(store, '/a', 'two');
    expect(await store.list(everything)).toEqual({
      entries: [
        { key: '/a', value: ['two'], revision: a },
        { key: '/b', value: ['one'], revision: b },
      ],
      revision: a,
      more: false,
    });
  });

  test('a range holds its first key and not its last', async (store) => {
    for (const key of ['/a', '/b', '/c', '/d']) await create(store, key, key);
    expect(await keysIn(store, { from: '/b', to: '/d' })).toEqual(['/b', '/c']);
    expect(await keysIn(store, { from: '/bb', to: '/cc' })).toEqual(['/c']);
    expect(await keysIn(store, { from: '/c', to: '/c\u0000' })).toEqual(['/c']);
    expect(await keysIn(store, { from: '/e', to: '/z' })).toEqual([]);
  });

  test('a range that ends where it starts, or before, is empty', async (store) => {
    for (const key of ['/a', '/b', '/c']) await create(store, key, key);
    expect(await keysIn(store, { from: '/b', to: '/b' })).toEqual([]);
    expect(await keysIn(store, { from: '/c', to: '/a' })).toEqual([]);
  });

  test('namespaces whose names start alike do not bleed into each other', async (store) => {
    const namespaces = ['a', 'a-b', 'a.b', 'a0', 'aa', 'b'];
    for (const namespace of namespaces) {
      for (const name of ['x', 'y']) await create(store, `/pods/${namespace}/${name}`, name);
    }
    await create(store, '/nodes/a', 'node');
    for (const namespace of namespaces) {
      // The character after the slash is the zero, so this is the range of all keys that start with the prefix.
      expect(await keysIn(store, { from: `/pods/${namespace}/`, to: `/pods/${namespace}0` })).toEqual([
        `/pods/${namespace}/x`,
        `/pods/${namespace}/y`,
      ]);
    }
    expect(await keysIn(store, { from: '/pods/', to: '/pods0' })).toHaveLength(namespaces.length * 2);
  });

  test('a list at a revision shows what stood then', async (store) => {
    const start = await store.currentRevision();
    const a1 = await create(store, '/a', 'a1');
    const b1 = await create(store, '/b', 'b1');
    const a2 = await replace(store, '/a', 'a2');
    const gone = await remove(store, '/a');
    const c1 = await create(store, '/c', 'c1');
    const a3 = await create(store, '/a', 'a3');

    const a = (revision: number, text: string) => ({ key: '/a', value: [text], revision });
    const b = { key: '/b', value: ['b1'], revision: b1 };
    const c = { key: '/c', value: ['c1'], revision: c1 };
    expect((await store.list(everything, { at: start })).entries).toEqual([]);
    expect((await store.list(everything, { at: a1 })).entries).toEqual([a(a1, 'a1')]);
    expect((await store.list(everything, { at: b1 })).entries).toEqual([a(a1, 'a1'), b]);
    expect((await store.list(everything, { at: a2 })).entries).toEqual([a(a2, 'a2'), b]);
    expect((await store.list(everything, { at: gone })).entries).toEqual([b]);
    expect((await store.list(everything, { at: c1 })).entries).toEqual([b, c]);
    expect((await store.list(everything, { at: a3 })).entries).toEqual([a(a3, 'a3'), b, c]);
  });

  test('a list at a revision keeps to its range and names its revision', async (store) => {
    for (const key of ['/a', '/b', '/c']) await create(store, key, 'one');
    const at = await store.currentRevision();
    for (const key of ['/a', '/b', '/c']) await remove(store, key);
    const list = await store.list({ from: '/b', to: '/c' }, { at });
    expect(list.entries.map(({ key }) => key)).toEqual(['/b']);
    expect(list.revision).toBe(at);
  });

  test('a list at a revision has keys that are gone by now in their place', async (store) => {
    const keys = scattered(50).map((number) => `/${String(number).padStart(2, '0')}`);
    for (const key of keys) await create(store, key, 'one');
    const at = await store.currentRevision();
    for (const [index, key] of keys.entries()) {
      if (index % 4 === 0) await remove(store, key);
      if (index % 4 === 1) await replace(store, key, 'two');
    }
    await create(store, '/00a', 'new');
    const { entries } = await store.list(everything, { at });
    expect(entries.map(({ key }) => key)).toEqual([...keys].sort());
    expect(new Set(entries.map(({ value }) => value[0]))).toEqual(new Set(['one']));
  });

  test('a list is not changed by later writes', async (store) => {
    await create(store, '/a', 'one');
    const list = await store.list(everything);
    const before = structuredClone(list);
    await replace(store, '/a', 'two');
    await create(store, '/b', 'one');
    expect(list).toEqual(before);
  });

  test('a list at a revision that is not reached rejects with future and names the newest', async (store) => {
    const newest = await create(store, '/a', 'one');
    expect(await refusal(store.list(everything, { at: newest + 1 }))).toMatchObject({
      code: 'future',
      revision: newest,
    });
  });

  test('a list of so many entries is the first of the range, and says whether there are more', async (store) => {
    for (const key of ['/c', '/a', '/b']) await create(store, key, 'one');
    const page = async (limit: number, range = everything) => {
      const { entries, more } = await store.list(range, { limit });
      return [entries.map(({ key }) => key).join(' '), more];
    };
    expect(await page(1)).toEqual(['/a', true]);
    expect(await page(2)).toEqual(['/a /b', true]);
    expect(await page(3)).toEqual(['/a /b /c', false]);
    expect(await page(4)).toEqual(['/a /b /c', false]);
    expect(await page(1, { from: '/c', to: '0' })).toEqual(['/c', false]);
    expect(await page(1, { from: '/d', to: '0' })).toEqual(['', false]);
  });

  test('pages at the revision of the first make up the state of that revision, whatever is written meanwhile', async (store) => {
    const keys = scattered(20).map((number) => `/${String(number).padStart(2, '0')}`);
    for (const key of keys) await create(store, key, 'one');
    const whole = await store.list(everything);
    let page = await store.list(everything, { limit: 7 });
    const entries = [...page.entries];
    for (const key of ['/03', '/08', '/19']) await remove(store, key);
    await replace(store, '/15', 'two');
    await create(store, '/16a', 'new');
    while (page.more) {
      const from = `${entries.at(-1)?.key}\0`;
      page = await store.list({ from, to: everything.to }, { at: whole.revision, limit: 7 });
      entries.push(...page.entries);
    }
    expect({ ...page, entries }).toEqual(whole);
  });
}
