import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMemoryStore } from '../../src/storage/memory/memory-store.ts';
import { remoteStore, serveStore } from '../../src/storage/remote-store.ts';
import type { Store } from '../../src/storage/store.ts';
import { StoreError } from '../../src/storage/store-error.ts';

let store: Store;
let remote: Store;
beforeEach(() => {
  const { port1, port2 } = new MessageChannel();
  store = openMemoryStore({ historyEvents: 10, historyBytes: 1000, maxRequestBytes: 100 });
  serveStore(store, port1);
  remote = remoteStore(port2);
});
afterEach(() => remote.close());

test('a store behind a port reads and writes the store itself', async () => {
  expect(await remote.put('/a', ['x', 'ü'], 0)).toEqual({ ok: true, revision: 1 });
  expect(await store.get('/a')).toEqual({ key: '/a', value: ['x', 'ü'], revision: 1 });
  expect(await remote.get('/a')).toEqual(await store.get('/a'));
  expect(await remote.get('/b')).toBeUndefined();
  expect(await remote.put('/a', ['y'], 0)).toEqual({ ok: false, current: await store.get('/a') });
  expect(await remote.list({ from: '/', to: '0' })).toEqual(await store.list({ from: '/', to: '0' }));
  expect(await remote.delete('/a', 1)).toEqual({ ok: true, revision: 2 });
  expect(await remote.currentRevision()).toBe(2);
});

test('a store behind a port rejects as the store itself does', async () => {
  const large = await remote.put('/a', ['x'.repeat(100)], 0).catch((error: unknown) => error);
  expect(large).toBeInstanceOf(StoreError);
  expect(large).toMatchObject({ code: 'too-large', message: 'etcdserver: request is too large' });
  await expect(remote.get('/a', AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
  await expect(remote.compact(1)).rejects.toMatchObject({ code: 'unavailable' });
  await store.close();
  await expect(remote.get('/a')).rejects.toMatchObject({ code: 'closed' });
});
