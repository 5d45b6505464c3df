import { describe, expect, it } from 'vitest';
import { openStore, parseStoreSpec } from '../../src/storage/open-store.ts';
import { create, existing } from './suite/helpers.ts';

describe('parseStoreSpec', () => {
  it('reads "memory"', () => {
    expect(parseStoreSpec('memory')).toEqual({ ok: true, spec: { kind: 'memory' } });
  });

  it.each(['/var/lib/podledger', 'data', 'C:\\data', 'with:colon'])('reads "lmdb:%s"', (directory) => {
    expect(parseStoreSpec(`lmdb:${directory}`)).toEqual({ ok: true, spec: { kind: 'lmdb', directory } });
  });

  it.each([
    ['lmdb', 'the lmdb store needs a directory: use "lmdb:DIR"'],
    ['lmdb:', 'the lmdb store needs a directory: use "lmdb:DIR"'],
    ['lmdb:a\0b', 'the lmdb store needs a directory: use "lmdb:DIR"'],
    [
      'etcd:http://127.0.0.1:2379',
      'the etcd store (etcd:URL[,URL...]) is not built into this version: use "memory" or "lmdb:DIR"',
    ],
    ['memory:', 'the memory store takes no argument: use "memory"'],
    ['memory:/tmp', 'the memory store takes no argument: use "memory"'],
    ['', 'unknown store "": use "memory" or "lmdb:DIR"'],
    ['Memory', 'unknown store "Memory": use "memory" or "lmdb:DIR"'],
    ['sqlite:a\nb', 'unknown store "sqlite:a\\nb": use "memory" or "lmdb:DIR"'],
    ['constructor:x', 'unknown store "constructor:x": use "memory" or "lmdb:DIR"'],
  ])('refuses %j in one line that says why', (text, error) => {
    expect(parseStoreSpec(text)).toEqual({ ok: false, error });
  });
});

describe('openStore', () => {
  it('opens an empty memory store that keeps the history it is told to', async () => {
    const store = await openStore({ kind: 'memory' }, { historyEvents: 1, historyBytes: 1000 });
    expect(await store.currentRevision()).toBe(0);
    const first = await create(store, '/a', 'x');
    await create(store, '/b', 'x');
    await create(store, '/c', 'x');
    expect((await existing(store, '/a')).revision).toBe(first);
    await expect(store.list({ from: '/', to: '0' }, { at: first })).rejects.toMatchObject({ code: 'compacted' });
    await store.close();
  });
});
