import { expect, it } from 'vitest';
import { namespaces } from '../../src/kinds/core/namespaces/index.ts';
import { priorityClasses } from '../../src/kinds/scheduling/priority-classes/index.ts';
import { listObjects } from '../../src/registry/list.ts';
import type { Registry } from '../../src/registry/registry.ts';
import { updateObject } from '../../src/registry/update.ts';
import { createSystemNamespaces, createSystemPriorityClasses } from '../../src/server/system-objects.ts';
import { openCluster, stored, within } from '../support/cluster.ts';

async function createSystemObjects(registry: Registry): Promise<void> {
  await createSystemNamespaces(registry, undefined);
  await createSystemPriorityClasses(registry, undefined);
}

const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

it('gives an empty store the namespaces and priority classes of every cluster', async () => {
  const { registry } = await openCluster();
  await createSystemObjects(registry);
  const names = async (resource: Parameters<typeof listObjects>[0]) => {
    const { entries } = await listObjects(resource, within(), { exactly: undefined });
    return entries.map(({ value }) => resource.definition.codec.identity(value).name);
  };
  expect(await names(registry.of(namespaces))).toEqual(NAMESPACES);
  expect(await names(registry.of(priorityClasses))).toEqual(['system-cluster-critical', 'system-node-critical']);
});

it('leaves what a store has of them as it is, and brings back what is gone', async () => {
  const cluster = await openCluster();
  await createSystemObjects(cluster.registry);
  const { codec, strategy } = namespaces;
  const change = (): ReturnType<typeof codec.empty> => {
    const next = codec.empty();
    next.metadata = { name: 'default', labels: { mine: 'yes' } };
    return next;
  };
  const resource = cluster.registry.of(namespaces);
  const update = { name: 'default', subresource: '', strategy, uid: undefined, change, dryRun: false };
  const { revision } = await updateObject(resource, update, within());
  await createSystemObjects(cluster.registry);
  // Nothing is written a second time.
  expect(await cluster.store.currentRevision()).toBe(revision);

  // No client can delete it; somebody else who writes to the store can.
  const gone = 'system-node-critical';
  const key = `${priorityClasses.keyPrefix}${gone}`;
  const entry = await cluster.store.get(key);
  expect(await cluster.store.delete(key, entry?.revision ?? 0)).toMatchObject({ ok: true });
  // As another server on the same store begins.
  const { registry } = await openCluster(cluster.store);
  await createSystemObjects(registry);
  expect((await stored(registry.of(namespaces), 'default'))?.metadata.labels).toMatchObject({ mine: 'yes' });
  expect(await stored(registry.of(priorityClasses), gone)).toMatchObject({ value: 2000001000 });
});
