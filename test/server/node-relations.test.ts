import { beforeEach, describe, expect, test } from 'vitest';
import { pods } from '../../src/kinds/core/pods/index.ts';
import { CachedNodeRelations } from '../../src/server/node-relations.ts';
import type { Store } from '../../src/storage/store.ts';
import { ABSENT } from '../../src/storage/store.ts';
import { decodePod } from '../support/decode-pod.ts';
import { type LaggingStore, laggingStore } from '../support/lagging-store.ts';
import { openStore, watching } from '../support/registry.ts';

let store: Store;
let lagging: LaggingStore;
let relations: CachedNodeRelations;

beforeEach(() => {
  store = openStore();
  lagging = laggingStore(store);
  relations = new CachedNodeRelations(watching(lagging.store).cache);
});

interface PodParts {
  readonly spec?: object;
  readonly status?: object;
  readonly annotations?: object;
}

const keyOf = (name: string) => `${pods.keyPrefix}ns/${name}`;

async function write(name: string, { spec = {}, status = {}, annotations = {} }: PodParts): Promise<void> {
  const metadata = { name, namespace: 'ns', annotations };
  const text = JSON.stringify({ metadata, spec: { nodeName: 'n', containers: [], ...spec }, status });
  const { revision = ABSENT } = (await store.get(keyOf(name))) ?? {};
  await store.put(keyOf(name), pods.codec.encode(decodePod(text)), revision);
}

async function remove(name: string): Promise<void> {
  const { revision = ABSENT } = (await store.get(keyOf(name))) ?? {};
  await store.delete(keyOf(name), revision);
}

const isRelated = (key: string, node = 'n') => relations.isRelated(node, key, undefined);
const secret = (name: string) => ({ imagePullSecrets: [{ name }] });

describe('what nodes have to do with', () => {
  test('is told by the pods that were there before anybody asked, and by every write from then on', async () => {
    await write('a', { spec: secret('s') });
    expect(await isRelated('secrets/ns/s')).toBe(true);
    expect(await isRelated('secrets/ns/s', 'm')).toBe(false);
    await write('b', { spec: secret('t') });
    expect(await isRelated('secrets/ns/t')).toBe(true);
    await write('b', { spec: { ...secret('t'), nodeName: 'm' } });
    expect([await isRelated('secrets/ns/t'), await isRelated('secrets/ns/t', 'm')]).toEqual([false, true]);
    await remove('a');
    expect([await isRelated('secrets/ns/s'), await isRelated('pods/ns/a')]).toEqual([false, false]);
  });

  test('has every write that was answered, however far behind the cache is', async () => {
    expect(await isRelated('pods/ns/a')).toBe(false);
    lagging.hold();
    await write('a', { spec: secret('s') });
    const asked = isRelated('secrets/ns/s');
    lagging.letGo();
    expect(await asked).toBe(true);
    lagging.hold();
    await remove('a');
    const again = isRelated('secrets/ns/s');
    lagging.letGo();
    expect(await again).toBe(false);
  });

  test('does not change by what a status says, but for the claims that were made', async () => {
    const spec = { resourceClaims: [{ name: 'r', resourceClaimTemplateName: 't' }] };
    const made = { resourceClaimStatuses: [{ name: 'r', resourceClaimName: 'made' }] };
    await write('a', { spec });
    expect(await isRelated('resourceclaims/ns/made')).toBe(false);
    await write('a', { spec, status: { phase: 'Running' } });
    expect(await isRelated('pods/ns/a')).toBe(true);
    await write('a', { spec, status: { phase: 'Running', ...made } });
    expect(await isRelated('resourceclaims/ns/made')).toBe(true);
    await write('a', { spec, status: { phase: 'Running' } });
    expect(await isRelated('resourceclaims/ns/made')).toBe(false);
    await remove('a');
    expect(await isRelated('pods/ns/a')).toBe(false);
  });

  test('ends with the annotation of a mirror pod, and comes back without it', async () => {
    const mirror = { annotations: { 'kubernetes.io/config.mirror': 'h' } };
    await write('a', { spec: secret('s') });
    expect(await isRelated('secrets/ns/s')).toBe(true);
    await write('a', { spec: secret('s'), ...mirror });
    expect([await isRelated('secrets/ns/s'), await isRelated('pods/ns/a')]).toEqual([false, true]);
    await write('a', { spec: secret('s') });
    expect(await isRelated('secrets/ns/s')).toBe(true);
    await remove('a');
    expect(await isRelated('secrets/ns/s')).toBe(false);
  });

  test('is told by other pods where one cannot be read', async () => {
    await store.put(keyOf('broken'), ['{"kind":"Pod","spec":{"nodeName":"n","containers":7}}\n'], ABSENT);
    await write('a', { spec: secret('s') });
    expect([await isRelated('secrets/ns/s'), await isRelated('pods/ns/broken')]).toEqual([true, false]);
    await write('broken', { spec: secret('t') });
    expect(await isRelated('secrets/ns/t')).toBe(true);
  });
});
