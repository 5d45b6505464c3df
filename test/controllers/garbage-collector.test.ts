import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ObjectMeta } from '../../schemas/meta/v1/object-meta.ts';
import type { OwnerReference } from '../../schemas/meta/v1/owner-reference.ts';
import { runGarbageCollector } from '../../src/controllers/garbage-collector/garbage-collector.ts';
import { namespaces } from '../../src/kinds/core/namespaces/index.ts';
import { pods } from '../../src/kinds/core/pods/index.ts';
import { createObject } from '../../src/registry/create.ts';
import { updateObject } from '../../src/registry/update.ts';
import {
  type Cluster,
  createNamespace,
  createPod as createPodIn,
  openCluster,
  remove as removeFrom,
  stored,
  within,
} from '../support/cluster.ts';
import { type LaggingStore, laggingStore } from '../support/lagging-store.ts';
import { openStore } from '../support/registry.ts';

let cluster: Cluster;
let running: Promise<void> | undefined;
let failures: string[];

beforeEach(async () => {
  cluster = await openCluster();
  running = undefined;
  failures = [];
  await createNamespace(cluster, 'n');
});
afterEach(async () => {
  cluster.stopping.abort();
  await running;
  await cluster.cache.stop();
  await cluster.store.close();
  expect(failures).toEqual([]);
});

async function start(): Promise<void> {
  const { registry, cache, clock, stopping } = cluster;
  const failed = (key: string, error: unknown): void => void failures.push(`${key}: ${String(error)}`);
  running = runGarbageCollector({ registry, cache, clock, failed }, stopping.signal);
  await cluster.settled();
}

/** Makes a pod in `n` that has owners. */
const createPod = (name: string, ownerReferences: OwnerReference[] = [], metadata: ObjectMeta = {}) =>
  createPodIn(cluster, 'n', { name, ...metadata, ...(ownerReferences.length > 0 && { ownerReferences }) });
const podOwner = (name: string, uid: string, more: Partial<OwnerReference> = {}): OwnerReference => ({
  apiVersion: 'v1',
  kind: 'Pod',
  name,
  uid,
  ...more,
});
const pod = (name: string) => stored(cluster.registry.of(pods), name, 'n');
const ownersOf = async (name: string) => (await pod(name))?.metadata.ownerReferences?.map((owner) => owner.name);

async function remove(name: string, options: Parameters<typeof removeFrom>[3] = {}): Promise<void> {
  await removeFrom(cluster.registry.of(pods), name, within('n'), options);
  await cluster.settled();
}

async function editMetadata(name: string, edit: (metadata: ObjectMeta) => ObjectMeta): Promise<void> {
  const change = (old: NonNullable<Awaited<ReturnType<typeof pod>>>) => ({
    metadata: edit({ ...old.metadata }),
    spec: old.spec,
    status: old.status,
  });
  const update = { name, subresource: '', strategy: pods.strategy, uid: undefined, change, dryRun: false };
  await updateObject(cluster.registry.of(pods), update, within('n'));
  await cluster.settled();
}

const ABSENT = '99999999-9999-4999-8999-999999999999';

describe('in the background, an object', () => {
  test('goes when its owner has gone, and what it owns goes after it', async () => {
    const owner = await createPod('owner');
    const owned = await createPod('owned', [podOwner('owner', owner)]);
    await createPod('last', [podOwner('owned', owned)]);
    await start();
    expect(await pod('last')).toBeDefined();
    await remove('owner');
    expect(await pod('owned')).toBeUndefined();
    expect(await pod('last')).toBeUndefined();
  });

  test('goes when it is made for an owner that is not there, and when it was there before the collector', async () => {
    await createPod('before', [podOwner('none', ABSENT)]);
    await start();
    expect(await pod('before')).toBeUndefined();
    await createPod('after', [podOwner('none', ABSENT)]);
    await cluster.settled();
    expect(await pod('after')).toBeUndefined();
  });

  test('goes when another object has the name of its owner', async () => {
    await createPod('owner');
    await createPod('owned', [podOwner('owner', ABSENT)]);
    await start();
    expect(await pod('owned')).toBeUndefined();
  });

  test('stays for the owners that are left, and loses those that are not', async () => {
    const one = await createPod('one');
    const two = await createPod('two');
    await createPod('owned', [podOwner('one', one), podOwner('two', two)]);
    await start();
    await remove('one');
    expect(await ownersOf('owned')).toEqual(['two']);
    await remove('two');
    expect(await pod('owned')).toBeUndefined();
  });

  test('is only marked as deleted where something holds it', async () => {
    const owner = await createPod('owner');
    await createPod('owned', [podOwner('owner', owner)], { finalizers: ['example.com/hold'] });
    await start();
    await remove('owner');
    expect((await pod('owned'))?.metadata).toHaveProperty('deletionTimestamp');
  });

  test('stays when its owner is of a kind that is not served', async () => {
    const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: ABSENT };
    await createPod('owned', [owner]);
    await createPod('twice', [owner, podOwner('none', ABSENT)]);
    await start();
    expect(await pod('owned')).toBeDefined();
    expect(await ownersOf('twice')).toEqual(['web', 'none']);
  });

  test('stays when it comes to have an owner only after it lost another', async () => {
    const owner = await createPod('owner');
    await createPod('owned');
    await start();
    await editMetadata('owned', (metadata) => ({ ...metadata, ownerReferences: [podOwner('owner', owner)] }));
    expect(await pod('owned')).toBeDefined();
    await remove('owner');
    expect(await pod('owned')).toBeUndefined();
  });
});

describe('across namespaces', () => {
  test('an owner in another namespace counts as absent', async () => {
    await createNamespace(cluster, 'other');
    const owner = await createPodIn(cluster, 'other', { name: 'owner' });
    await createPod('owned', [podOwner('owner', owner)]);
    await start();
    expect(await pod('owned')).toBeUndefined();
  });

  test('an owner outside of namespaces is found', async () => {
    const resource = cluster.registry.of(namespaces);
    const uid = (await stored(resource, 'n'))?.metadata.uid ?? '';
    await createPod('owned', [{ apiVersion: 'v1', kind: 'Namespace', name: 'n', uid }]);
    await start();
    expect(await pod('owned')).toBeDefined();
  });

  test('an object outside of namespaces cannot belong to one in a namespace, and stays', async () => {
    const resource = cluster.registry.of(namespaces);
    const namespace = namespaces.codec.empty();
    namespace.metadata = { name: 'owned', ownerReferences: [podOwner('none', ABSENT)] };
    namespaces.strategy.setDefaults(namespace);
    await createObject(resource, namespace, within(), { dryRun: false });
    await start();
    const { metadata } = (await stored(resource, 'owned')) ?? {};
    expect(metadata).toBeDefined();
    expect(metadata?.deletionTimestamp).toBeUndefined();
  });
});

describe('a deletion in the foreground', () => {
  const FOREGROUND = { propagationPolicy: 'Foreground' };

  test('waits for what blocks it, which is deleted first', async () => {
    const owner = await createPod('owner');
    await createPod('owned', [podOwner('owner', owner, { blockOwnerDeletion: true })], {
      finalizers: ['example.com/hold'],
    });
    await start();
    await remove('owner', FOREGROUND);
    expect((await pod('owner'))?.metadata.finalizers).toEqual(['foregroundDeletion']);
    expect((await pod('owned'))?.metadata).toHaveProperty('deletionTimestamp');
    await editMetadata('owned', ({ finalizers: _, ...metadata }) => metadata);
    expect(await pod('owned')).toBeUndefined();
    expect(await pod('owner')).toBeUndefined();
  });

  test('does not wait for what does not block it, which is deleted all the same', async () => {
    const owner = await createPod('owner');
    await createPod('owned', [podOwner('owner', owner)], { finalizers: ['example.com/hold'] });
    await start();
    await remove('owner', FOREGROUND);
    expect(await pod('owner')).toBeUndefined();
    expect((await pod('owned'))?.metadata).toHaveProperty('deletionTimestamp');
  });

  test('waits no longer for what is no longer its own', async () => {
    const owner = await createPod('owner');
    await createPod('owned', [podOwner('owner', owner, { blockOwnerDeletion: true })], {
      finalizers: ['example.com/hold'],
    });
    await start();
    await remove('owner', FOREGROUND);
    await editMetadata('owned', ({ ownerReferences: _, ...metadata }) => metadata);
    expect(await pod('owner')).toBeUndefined();
  });

  test('goes down to what is owned by what is owned', async () => {
    const owner = await createPod('owner');
    const block = { blockOwnerDeletion: true };
    const owned = await createPod('owned', [podOwner('owner', owner, block)]);
    await createPod('last', [podOwner('owned', owned, block)], { finalizers: ['example.com/hold'] });
    await start();
    await remove('owner', FOREGROUND);
    expect((await pod('owned'))?.metadata.finalizers).toEqual(['foregroundDeletion']);
    await editMetadata('last', ({ finalizers: _, ...metadata }) => metadata);
    for (const name of ['last', 'owned', 'owner']) expect(await pod(name)).toBeUndefined();
  });

  test('takes itself off what has another owner, and goes', async () => {
    const owner = await createPod('owner');
    const other = await createPod('other');
    await createPod('shared', [podOwner('owner', owner, { blockOwnerDeletion: true }), podOwner('other', other)]);
    await start();
    await remove('owner', FOREGROUND);
    expect(await ownersOf('shared')).toEqual(['other']);
    expect(await pod('owner')).toBeUndefined();
  });

  test('ends where objects own one another in a circle', async () => {
    const block = { blockOwnerDeletion: true };
    const a = await createPod('a');
    const b = await createPod('b', [podOwner('a', a, block)]);
    await editMetadata('a', (metadata) => ({ ...metadata, ownerReferences: [podOwner('b', b, block)] }));
    await start();
    await remove('a', FOREGROUND);
    expect(await pod('a')).toBeUndefined();
    expect(await pod('b')).toBeUndefined();
  });

  test('that began before the collector is carried out', async () => {
    const owner = await createPod('owner');
    await createPod('owned', [podOwner('owner', owner, { blockOwnerDeletion: true })]);
    await remove('owner', FOREGROUND);
    await start();
    expect(await pod('owner')).toBeUndefined();
    expect(await pod('owned')).toBeUndefined();
  });
});

describe('a deletion that orphans', () => {
  test('takes the owner off what it owns, and leaves that', async () => {
    const owner = await createPod('owner');
    const other = await createPod('other');
    await createPod('owned', [podOwner('owner', owner), podOwner('other', other)]);
    await createPod('alone', [podOwner('owner', owner)]);
    await start();
    await remove('owner', { propagationPolicy: 'Orphan' });
    expect(await pod('owner')).toBeUndefined();
    expect(await ownersOf('owned')).toEqual(['other']);
    expect(await pod('alone')).toBeDefined();
    expect(await ownersOf('alone')).toBeUndefined();
    // Nobody comes to own what was taken away.
    const alone = await pod('alone');
    expect(alone && pods.codec.ownersOf(alone)).toEqual([]);
  });

  test('that began before the collector is carried out', async () => {
    const owner = await createPod('owner');
    await createPod('owned', [podOwner('owner', owner)]);
    await remove('owner', { orphanDependents: true });
    await start();
    expect(await pod('owner')).toBeUndefined();
    expect(await pod('owned')).toBeDefined();
  });
});

describe('where the store knows more than the collector has seen', () => {
  const OWNER = '/registry/pods/n/owner';
  let lag: LaggingStore;
  /** Called before the store is asked for a key. */
  let beforeGet: (key: string) => Promise<void>;

  beforeEach(async () => {
    await cluster.cache.stop();
    lag = laggingStore(openStore());
    beforeGet = async () => {};
    const get = async (key: string): ReturnType<typeof lag.store.get> => {
      await beforeGet(key);
      return lag.store.get(key);
    };
    cluster = await openCluster({ ...lag.store, get });
    await createNamespace(cluster, 'n');
  });
  afterEach(() => lag.letGo());

  /** Makes what an owner owns when the collector has just seen that the owner is deleted. */
  async function createUnseen(owner: string, more: Partial<OwnerReference>, metadata: ObjectMeta = {}): Promise<void> {
    await start();
    beforeGet = async (key) => {
      if (key !== OWNER) return;
      beforeGet = async () => {};
      lag.hold();
      await createPod('owned', [podOwner('owner', owner, more)], metadata);
    };
  }

  test('a deletion in the foreground waits for what blocks it', async () => {
    const owner = await createPod('owner');
    await createUnseen(owner, { blockOwnerDeletion: true }, { finalizers: ['example.com/hold'] });
    await remove('owner', { propagationPolicy: 'Foreground' });
    lag.letGo();
    await cluster.settled();
    expect((await pod('owner'))?.metadata.finalizers).toEqual(['foregroundDeletion']);
    expect((await pod('owned'))?.metadata).toHaveProperty('deletionTimestamp');
    await editMetadata('owned', ({ finalizers: _, ...metadata }) => metadata);
    expect(await pod('owner')).toBeUndefined();
  });

  test('a deletion that orphans takes the owner off what it owns', async () => {
    const owner = await createPod('owner');
    await createUnseen(owner, {});
    await remove('owner', { propagationPolicy: 'Orphan' });
    expect(await pod('owner')).toBeDefined();
    lag.letGo();
    await cluster.settled();
    expect(await pod('owner')).toBeUndefined();
    expect(await pod('owned')).toBeDefined();
    expect(await ownersOf('owned')).toBeUndefined();
  });

  test('an object stays whose owner is there', async () => {
    const uid = await createPod('owner');
    await createPod('owned', [podOwner('owner', uid)]);
    await createPod('early', [podOwner('late', '00000000-0000-4000-8000-000000000005')]);
    lag.hold();
    await createPod('late');
    expect((await pod('late'))?.metadata.uid).toBe('00000000-0000-4000-8000-000000000005');
    await start();
    expect(await pod('early')).toBeDefined();
    expect(await pod('owned')).toBeDefined();
  });
});

describe('what it does not need it leaves alone:', () => {
  test('the store, for an object whose owners it has seen', async () => {
    const get = vi.spyOn(cluster.store, 'get');
    const owner = await createPod('owner');
    await start();
    await createPod('owned', [podOwner('owner', owner)]);
    await cluster.settled();
    expect(get.mock.calls.filter(([key]) => key.startsWith(pods.keyPrefix))).toEqual([]);
    expect(await pod('owned')).toBeDefined();
  });

  test('metadata that a write did not change', async () => {
    await createPod('p');
    await start();
    const open = vi.spyOn(pods.codec, 'open');
    const write = async (name: 'label' | 'report') => {
      const entry = await cluster.store.get('/registry/pods/n/p');
      if (entry === undefined) throw new Error('the pod is gone');
      const pod = pods.codec.copy(entry.value, entry.revision);
      if (name === 'label') pod.metadata.labels = { a: 'b' };
      else pod.status.message = 'well';
      await cluster.store.put(entry.key, pods.codec.encode(pod), entry.revision);
      await cluster.settled();
    };
    await write('report');
    expect(open).not.toHaveBeenCalled();
    await write('label');
    expect(open).toHaveBeenCalledTimes(1);
    open.mockRestore();
  });
});
