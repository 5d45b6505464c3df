import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runNamespaceController } from '../../src/controllers/namespace/namespace-controller.ts';
import { namespaces } from '../../src/kinds/core/namespaces/index.ts';
import { pods } from '../../src/kinds/core/pods/index.ts';
import { updateObject } from '../../src/registry/update.ts';
import { type Cluster, createNamespace, createPod, openCluster, remove, stored, within } from '../support/cluster.ts';
import { statusOf } from '../support/registry.ts';

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
});

function start(): void {
  const { registry, clock, stopping } = cluster;
  const failed = (namespace: string, error: unknown): void => void failures.push(`${namespace}: ${String(error)}`);
  const options = { namespaces: registry.of(namespaces), registry, clock, failed };
  running = runNamespaceController(options, stopping.signal);
}

const end = () => remove(cluster.registry.of(namespaces), 'n', within());
const namespace = () => stored(cluster.registry.of(namespaces), 'n');
const pod = (name: string) => stored(cluster.registry.of(pods), name, 'n');
const conditions = async () =>
  Object.fromEntries(((await namespace())?.status.conditions ?? []).map(({ type, message }) => [type, message]));

async function pass(milliseconds: number): Promise<void> {
  await cluster.settled();
  cluster.now += milliseconds;
  cluster.clock.pass(milliseconds);
  await cluster.settled();
}

async function takeFinalizers(name: string): Promise<void> {
  const resource = cluster.registry.of(pods);
  const update = {
    name,
    subresource: '',
    strategy: pods.strategy,
    uid: undefined,
    change: (old: Parameters<typeof pods.strategy.setDefaults>[0]) => {
      const { finalizers: _, ...metadata } = old.metadata;
      return { metadata, spec: old.spec, status: old.status };
    },
    dryRun: false,
  };
  await updateObject(resource, update, within('n'));
}

describe('a namespace that is deleted', () => {
  test('ends for a second, takes nothing new, and is then gone with what was in it, and nothing else', async () => {
    await createNamespace(cluster, 'n-1');
    await createPod(cluster, 'n', { name: 'p' });
    await createPod(cluster, 'n-1', { name: 'q' });
    start();
    await end();
    await pass(999);
    expect(await namespace()).toMatchObject({ spec: { finalizers: ['kubernetes'] }, status: { phase: 'Terminating' } });
    expect(await pod('p')).toBeDefined();
    expect((await statusOf(createPod(cluster, 'n', { name: 'late' }))).details?.causes).toEqual([
      { reason: 'NamespaceTerminating', message: 'namespace n is being terminated', field: 'metadata.namespace' },
    ]);
    await pass(1);
    expect(await pod('p')).toBeUndefined();
    expect(await namespace()).toBeUndefined();
    expect(await stored(cluster.registry.of(pods), 'q', 'n-1')).toBeDefined();
    expect(failures).toEqual([]);
  });

  test('before the controller started goes as well', async () => {
    await createPod(cluster, 'n', { name: 'p' });
    await end();
    start();
    await pass(1000);
    expect(await namespace()).toBeUndefined();
  });

  test('says how it went before it goes', async () => {
    start();
    await end();
    const { keyPrefix } = namespaces;
    const seen: unknown[] = [];
    cluster.cache.follow({
      see: (event) => {
        if (event.type !== 'put' || event.entry.key !== `${keyPrefix}n`) return;
        seen.push(namespaces.codec.open(event.entry.value, event.entry.revision).status.conditions?.length);
      },
      reset: () => {},
    });
    await pass(1000);
    expect(seen).toEqual([5]);
  });

  test('waits for a pod that a kubelet has yet to stop, and goes when that is gone', async () => {
    await createPod(cluster, 'n', { name: 'p' }, { nodeName: 'n1', terminationGracePeriodSeconds: 40 });
    start();
    await end();
    await pass(1000);
    expect(await pod('p')).toMatchObject({ metadata: { deletionGracePeriodSeconds: 40 } });
    expect(await conditions()).toMatchObject({
      NamespaceContentRemaining: 'Some resources are remaining: pods. has 1 resource instances',
      NamespaceFinalizersRemaining: 'All content successfully removed',
    });
    await remove(cluster.registry.of(pods), 'p', within('n'), { gracePeriodSeconds: 0 });
    await cluster.settled();
    expect(await namespace()).toBeUndefined();
    expect(failures).toEqual([]);
  });

  test('tells what stayed longer than it was given, and tries again', async () => {
    await createPod(cluster, 'n', { name: 'p' }, { nodeName: 'n1', terminationGracePeriodSeconds: 4 });
    start();
    await end();
    await pass(1000);
    // Looks again after half of the pod's time and a second, each time.
    await pass(3000);
    const why = 'unexpected items still remain in namespace: n for gvr: /v1, Resource=pods';
    expect(failures).toEqual([`n: Error: ${why}`]);
    expect(await conditions()).toMatchObject({
      NamespaceDeletionContentFailure: `Failed to delete all resource types, 1 remaining: ${why}`,
    });
    await pass(1000);
    expect(failures).toHaveLength(2);
  });

  test('never loses a pod that has a finalizer: it goes when that is taken away', async () => {
    await createPod(cluster, 'n', { name: 'held', finalizers: ['example.com/hold'] });
    await createPod(cluster, 'n', { name: 'free' });
    start();
    await end();
    await pass(1000);
    expect(await pod('free')).toBeUndefined();
    const ending = await namespace();
    expect(ending && namespaces.codec.ownersOf(ending)).toMatchObject([
      { manager: 'test' },
      { manager: 'kube-controller-manager', operation: 'Update', subresource: 'status' },
    ]);
    expect(await pod('held')).toMatchObject({ metadata: { finalizers: ['example.com/hold'] } });
    expect(await conditions()).toMatchObject({
      NamespaceContentRemaining: 'Some resources are remaining: pods. has 1 resource instances',
      NamespaceFinalizersRemaining: 'Some finalizers are remaining: example.com/hold in 1 resource instances',
    });
    await pass(600_000);
    expect(await pod('held')).toBeDefined();
    await takeFinalizers('held');
    await cluster.settled();
    expect(await namespace()).toBeUndefined();
    expect(failures).toEqual([]);
  });

  test('stays as long as someone else has a finalizer in its spec, and goes with that', async () => {
    const resource = cluster.registry.of(namespaces);
    const finalize = (finalizers: string[]) =>
      updateObject(
        resource,
        {
          name: 'n',
          subresource: 'finalize',
          strategy: resource.definition.subresources.finalize?.strategy ?? resource.definition.strategy,
          uid: undefined,
          change: (old) => ({ metadata: { ...old.metadata }, spec: { finalizers }, status: old.status }),
          dryRun: false,
        },
        within(),
      );
    await finalize(['example.com/other', 'kubernetes']);
    start();
    await end();
    await pass(1000);
    expect((await namespace())?.spec.finalizers).toEqual(['example.com/other']);
    await finalize([]);
    expect(await namespace()).toBeUndefined();
  });

  test('that nothing holds any more is deleted at last', async () => {
    const resource = cluster.registry.of(namespaces);
    const update = {
      name: 'n',
      subresource: 'finalize',
      strategy: resource.definition.subresources.finalize?.strategy ?? resource.definition.strategy,
      uid: undefined,
      change: (old: Awaited<ReturnType<typeof namespace>> & object) => ({
        metadata: { ...old.metadata },
        spec: {},
        status: old.status,
      }),
      dryRun: false,
    };
    await updateObject(resource, update, within());
    start();
    await end();
    expect(await namespace()).toBeDefined();
    await pass(1000);
    expect(await namespace()).toBeUndefined();
  });
});

test('a namespace that is not deleted is left alone', async () => {
  await createPod(cluster, 'n', { name: 'p' });
  start();
  await remove(cluster.registry.of(pods), 'p', within('n'));
  await pass(60_000);
  expect(await namespace()).toMatchObject({ status: { phase: 'Active' } });
});
