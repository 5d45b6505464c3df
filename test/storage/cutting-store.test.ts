import { expect, test } from 'vitest';
import { cuttingStore } from '../../src/storage/cutting-store.ts';
import { openMemoryStore } from '../../src/storage/memory/memory-store.ts';
import type { Store } from '../../src/storage/store.ts';
import { describeStore, NOTHING_OUTLIVES } from './store-suite.ts';

const open = (): Store => openMemoryStore({ historyEvents: 100, historyBytes: 1e6 });

/** Cuts a text behind each comma; one that has an exclamation mark cannot be cut. What is in segments is cut. */
function cutting(store: Store): Store {
  return cuttingStore(store, ({ value }) =>
    value.length > 1 || value[0]?.includes('!') ? value : (value[0]?.split(/(?<=,)/) ?? []),
  );
}

describeStore('behind a cutter', async (options) => cuttingStore(openMemoryStore(options), ({ value }) => value), {
  skip: [NOTHING_OUTLIVES],
});

test('values of one text are in segments, wherever they are read', async () => {
  const store = cutting(open());
  await store.put('/a', ['1,2'], 0);
  const cut = { key: '/a', value: ['1,', '2'], revision: 1 };
  expect(await store.get('/a')).toEqual(cut);
  expect(await store.list({ from: '/', to: '0' })).toEqual({ entries: [cut], revision: 1, more: false });
  expect(await store.put('/a', ['3'], 7)).toEqual({ ok: false, current: cut });
  expect(await store.delete('/a', 7)).toEqual({ ok: false, current: cut });
  await store.put('/a', ['3,4'], 1);
  await store.delete('/a', 2);
  const seen: unknown[] = [];
  for await (const event of store.changes(0, new AbortController().signal)) {
    seen.push(event.type === 'put' ? event.entry.value : event.type);
    if (event.type === 'delete') break;
  }
  expect(seen).toEqual([['1,', '2'], ['3,', '4'], 'delete']);
});

test('a value in segments, and one that cannot be cut, stay the very same', async () => {
  const kept = open();
  const store = cutting(kept);
  await store.put('/a', ['1,2', ',3'], 0);
  await store.put('/b', ['1,2!'], 0);
  expect(await store.get('/a')).toBe(await kept.get('/a'));
  expect(await store.get('/b')).toBe(await kept.get('/b'));
});
