import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { parseFieldSelector } from '../../src/apimachinery/fields/parse-field-selector.ts';
import { pods } from '../../src/kinds/core/pods/index.ts';
import { indexedFieldOf } from '../../src/registry/indexed-field.ts';
import { listObjects } from '../../src/registry/list.ts';
import type { ResourceContext } from '../../src/registry/resource-context.ts';
import type { Store } from '../../src/storage/store.ts';
import { type FieldIndex, fieldIndex, type IndexedField } from '../../src/watch/field-index.ts';
import { decodePod } from '../support/decode-pod.ts';
import { workingClock } from '../support/fake-clock.ts';
import { openStore, resourceOf, watching } from '../support/registry.ts';

const podOn = (name: string, nodeName: string | undefined, phase = 'Pending') =>
  pods.codec.encode(
    decodePod(
      JSON.stringify({ metadata: { name, namespace: 'n' }, spec: { containers: [], nodeName }, status: { phase } }),
    ),
  );

async function write(store: Store, name: string, nodeName: string | undefined, phase?: string): Promise<void> {
  const key = `${pods.keyPrefix}n/${name}`;
  const current = await store.get(key);
  await store.put(key, podOn(name, nodeName, phase), current?.revision ?? 0);
}

async function made(store: Store, writesUnasked?: number): Promise<FieldIndex> {
  const { cache } = watching(store);
  const index = fieldIndex(cache, indexedFieldOf(pods) as IndexedField, writesUnasked);
  // It is made when it is first asked for.
  await index.entriesWith('', 'fresh');
  return index;
}

const namesOn = async (index: FieldIndex, nodeName: string) =>
  (await index.entriesWith(nodeName, 'fresh'))?.entries.map(({ key }) => key.slice(key.lastIndexOf('/') + 1));

describe('an index of pods by their node', () => {
  test('knows the pods that were there before it, and every write that was answered', async () => {
    const store = openStore();
    await write(store, 'b', 'n1');
    await write(store, 'c', 'n2');
    const index = await made(store);
    expect(await namesOn(index, 'n1')).toEqual(['b']);
    await write(store, 'a', 'n1');
    expect(await namesOn(index, 'n1')).toEqual(['a', 'b']);
    await store.delete(`${pods.keyPrefix}n/b`, 1);
    expect(await namesOn(index, 'n1')).toEqual(['a']);
    expect(await namesOn(index, '')).toEqual([]);
  });

  test('is waited for by all who ask while it is being made', async () => {
    const store = openStore();
    await write(store, 'a', 'n1');
    const index = fieldIndex(watching(store).cache, indexedFieldOf(pods) as IndexedField);
    const found = await Promise.all([
      index.entriesWith('n1', 'fresh'),
      index.entriesWith('n2', 'fresh'),
      index.entriesWith('n1', 'fresh'),
    ]);
    expect(found.map((list) => list?.entries.length)).toEqual([1, 0, 1]);
  });

  test('shows the newest state of a pod whose status is written', async () => {
    const store = openStore();
    await write(store, 'a', 'n1');
    const index = await made(store);
    await write(store, 'a', 'n1', 'Running');
    const found = await index.entriesWith('n1', 'fresh');
    expect(found).toMatchObject({ revision: 2, entries: [{ revision: 2 }] });
    expect(pods.codec.member(found?.entries[0]?.value ?? [], 'status', 'phase')).toBe('"Running"');
  });

  test('shows no state that is newer than its revision, while one write comes after the other', async () => {
    const store = openStore();
    const index = await made(store);
    const key = `${pods.keyPrefix}n/a`;
    const lists: ReturnType<FieldIndex['entriesWith']>[] = [];
    const writes: Promise<unknown>[] = [];
    let revision = 0;
    for (let i = 0; i < 20; i += 1) {
      const written = await store.put(key, podOn('a', 'n1'), revision);
      if (written.ok) revision = written.revision;
      lists.push(index.entriesWith('n1', 'fresh'));
      // Those that come after it are not waited for.
      writes.push(store.put(`${pods.keyPrefix}n/b${i}`, podOn(`b${i}`, 'n1'), 0));
      writes.push(store.put(`${pods.keyPrefix}n/c${i}`, podOn(`c${i}`, 'n1'), 0));
    }
    await Promise.all(writes);
    for (const list of await Promise.all(lists)) {
      const newest = Math.max(...(list?.entries ?? []).map((entry) => entry.revision));
      expect(list?.revision).toBeGreaterThanOrEqual(newest);
    }
  });

  test('moves a pod that is bound, and takes no other kind for a pod', async () => {
    const store = openStore();
    await write(store, 'a', undefined);
    const index = await made(store);
    await store.put('/registry/podsets/n/a', podOn('a', 'n1'), 0);
    await write(store, 'a', 'n1');
    expect([await namesOn(index, ''), await namesOn(index, 'n1')]).toEqual([[], ['a']]);
  });

  test('sees the writes that come while it is being made', async () => {
    const store = openStore();
    for (let i = 0; i < 600; i += 1) await write(store, `p${i}`, 'n2');
    const { cache } = watching(store, {}, workingClock());
    const index = fieldIndex(cache, indexedFieldOf(pods) as IndexedField);
    await cache.start();
    expect(index.presentWith('n1')).toBeUndefined();
    await write(store, 'p0', 'n1');
    await write(store, 'p599', 'n1');
    while (index.presentWith('n1') === undefined) await new Promise<void>((resume) => void setImmediate(resume));
    expect(await namesOn(index, 'n1')).toEqual(['p0', 'p599']);
  });

  test('is made anew when the cache begins anew', async () => {
    const store = openStore();
    await write(store, 'a', 'n1');
    const changes = store.changes.bind(store);
    let calls = 0;
    store.changes = (after, signal) => {
      calls += 1;
      // Only whoever asks a second time is fast enough.
      return changes(calls === 1 ? 0 : after, signal);
    };
    await store.compact(1);
    const index = await made(store);
    await write(store, 'b', 'n1');
    expect([calls, await namesOn(index, 'n1')]).toEqual([2, ['a', 'b']]);
  });

  test('is given up when nobody asks for it, and made anew when somebody does', async () => {
    const store = openStore();
    const { cache } = watching(store);
    const follow = vi.spyOn(cache, 'follow');
    const index = fieldIndex(cache, indexedFieldOf(pods) as IndexedField, 2);
    expect(await namesOn(index, 'n1')).toEqual([]);
    for (const name of ['a', 'b', 'c']) await write(store, name, 'n1');
    expect(await namesOn(index, 'n1')).toEqual(['a', 'b', 'c']);
    expect(follow).toHaveBeenCalledTimes(2);
  });

  test('is given up where an object cannot be read, and made anew when it can', async () => {
    const store = openStore();
    await write(store, 'a', 'n1');
    const field = indexedFieldOf(pods) as IndexedField;
    let unreadable = 'a';
    const read: IndexedField['read'] = (entry) => {
      if (entry.key.endsWith(`/${unreadable}`)) throw new Error('cannot be read');
      return field.read(entry);
    };
    const index = fieldIndex(watching(store).cache, { ...field, read });
    expect(await index.entriesWith('n1', 'fresh')).toBeUndefined();
    unreadable = 'b';
    expect(await namesOn(index, 'n1')).toEqual(['a']);
    await write(store, 'b', 'n1');
    expect(await index.entriesWith('n1', 'fresh')).toBeUndefined();
    unreadable = '';
    expect(await namesOn(index, 'n1')).toEqual(['a', 'b']);
  });

  test('answers lists as a look at every pod would', async () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const writes = fc.array(fc.tuple(names, fc.constantFrom('n1', 'n2', undefined, 'gone')), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(writes, fc.constantFrom('n1', 'n2', ''), async (changes, node) => {
        const store = openStore();
        const indexed: ResourceContext<never> = resourceOf(pods, { store, index: await made(store) }) as never;
        const plain: ResourceContext<never> = resourceOf(pods, { store }) as never;
        const selection = { labels: [], fields: parseFieldSelector(`spec.nodeName=${node}`) };
        const options = { exactly: undefined, selection };
        const context = { namespace: 'n', signal: undefined };
        for (const [name, nodeName] of changes) {
          const key = `${pods.keyPrefix}n/${name}`;
          const current = await store.get(key);
          if (nodeName !== 'gone') await write(store, name, nodeName);
          else if (current !== undefined) await store.delete(key, current.revision);
          const [one, other] = [
            await listObjects(indexed, context, options),
            await listObjects(plain, context, options),
          ];
          expect(one).toEqual(other);
        }
      }),
      { numRuns: 30 },
    );
  });
});
