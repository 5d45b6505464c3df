import { expect, test } from 'vitest';
import { LargeEntries } from '../../src/watch/large-entries.ts';
import { openStore, watching } from '../support/registry.ts';

test('what is large is known from the start, and follows the writes', async () => {
  const store = openStore();
  const { cache } = watching(store);
  await store.put('/registry/a', ['x'.repeat(5), 'y'.repeat(6)], 0);
  await store.put('/registry/b', ['x'], 0);
  const large = new LargeEntries(cache, 10);
  await cache.start();
  const which = () => ['a', 'b', 'c'].filter((name) => large.has(`/registry/${name}`));
  expect(which()).toEqual(['a']);
  await store.put('/registry/b', ['x'.repeat(11)], 2);
  await store.put('/registry/c', ['x'.repeat(10)], 0);
  await cache.fresh();
  expect(which()).toEqual(['a', 'b']);
  await store.put('/registry/b', ['x'.repeat(10)], 3);
  await store.delete('/registry/a', 1);
  await cache.fresh();
  expect(which()).toEqual([]);
});
