import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFieldSelector } from '../../src/apimachinery/fields/parse-field-selector.ts';
import { pods } from '../../src/registry/core/pods/index.ts';
import { type FieldIndex, fieldIndex } from '../../src/registry/field-index.ts';
import { listObjects } from '../../src/registry/list.ts';
import type { Registry } from '../../src/registry/registry.ts';
import type { Store } from '../../src/storage/store.ts';
import { decodePod } from '../support/decode-pod.ts';
import { openStore, registryOf } from '../support/registry.ts';

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
  const index = fieldIndex(store, pods, 'spec.nodeName', writesUnasked);
  // It is made when it is first asked for; whoever asks meanwhile is told to look for himself.
  while ((await index.entriesWith('')) === undefined) await new Promise<void>((resume) => void setImmediate(resume));
  return index;
}

const namesOn = async (index: FieldIndex, nodeName: string) =>
  (await index.entriesWith(nodeName))?.entries.map(({ key }) => key.slice(key.lastIndexOf('/') + 1));

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

  test('shows the newest state of a pod whose status is written', async () => {
    const store = openStore();
    await write(store, 'a', 'n1');
    const index = await made(store);
    await write(store, 'a', 'n1', 'Running');
    const found = await index.entriesWith('n1');
    expect(found).toMatchObject({ revision: 2, entries: [{ revision: 2 }] });
    expect(pods.codec.member(found?.entries[0]?.value ?? [], 'status', 'phase')).toBe('"Running"');
  });

  test('moves a pod that is bound, and takes no other kind for a pod', async () => {
    const store = openStore();
    await write(store, 'a', undefined);
    const index = await made(store);
    await store.put('/registry/podsets/n/a', podOn('a', 'n1'), 0);
    await write(store, 'a', 'n1');
    expect([await namesOn(index, ''), await namesOn(index, 'n1')]).toEqual([[], ['a']]);
  });

  test('is made anew when the store has forgotten what it has not seen', async () => {
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
    const index = await made(store, 2);
    for (const name of ['a', 'b', 'c']) await write(store, name, 'n1');
    await new Promise<void>((resume) => void setImmediate(resume));
    expect(await index.entriesWith('n1')).toBeUndefined();
    await new Promise<void>((resume) => void setImmediate(resume));
    expect(await namesOn(index, 'n1')).toEqual(['a', 'b', 'c']);
  });

  test('answers lists as a look at every pod would', async () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const writes = fc.array(fc.tuple(names, fc.constantFrom('n1', 'n2', undefined, 'gone')), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(writes, fc.constantFrom('n1', 'n2', ''), async (changes, node) => {
        const store = openStore();
        const indexed: Registry<never> = registryOf(pods, { store, index: await made(store) }) as never;
        const plain: Registry<never> = registryOf(pods, { store }) as never;
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
