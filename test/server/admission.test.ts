import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DEFAULT_PLUGINS } from '../../src/admission/plugin-names.ts';
import { namespaces } from '../../src/kinds/core/namespaces/index.ts';
import { nodes } from '../../src/kinds/core/nodes/index.ts';
import { pods } from '../../src/kinds/core/pods/index.ts';
import { createObject } from '../../src/registry/create.ts';
import { openRegistry, type Registry } from '../../src/registry/registry.ts';
import { serverAdmission } from '../../src/server/admission.ts';
import type { Store } from '../../src/storage/store.ts';
import { type Cluster, createNamespace, createPod, openCluster, remove, stored, within } from '../support/cluster.ts';
import { objectOf } from '../support/kinds.ts';
import { type LaggingStore, laggingStore } from '../support/lagging-store.ts';
import { openStore, statusOf } from '../support/registry.ts';
import { storeOver } from '../support/store-over.ts';

const NAMESPACE = '/registry/namespaces/n';

let store: Store;
/** A server that is behind the store once its feed is held. */
let server: Cluster;
/** What serves the kinds there, with the admission of a server. */
let registry: Registry;
/** Another server, which is not. */
let other: Cluster;
let lag: LaggingStore;
let questions: string[];

beforeEach(async () => {
  store = openStore();
  lag = laggingStore(store);
  questions = [];
  const get = vi.fn((key: string) => {
    questions.push(key);
    return lag.store.get(key);
  });
  server = await openCluster(storeOver(lag.store, { get }));
  const shared = server.registry.of(pods);
  const admission = await serverAdmission({ ...shared, now: () => server.now }, { admissionPlugins: DEFAULT_PLUGINS });
  const kinds = [...server.registry].map(({ definition }) => definition);
  registry = openRegistry(kinds, { eventTtlMs: 3_600_000, ...shared, admission });
  other = await openCluster(store);
  await createNamespace(other, 'n');
  await server.cache.fresh();
  await other.cache.fresh();
});
afterEach(async () => {
  lag.letGo();
  await server.cache.stop();
  await other.cache.stop();
});

const create = (name = 'p', namespace = 'n', spec: { nodeName?: string } = {}) =>
  createPod({ ...server, registry }, namespace, { name }, spec);

describe('a create in a namespace', () => {
  test('that the server has seen asks the store for nothing', async () => {
    await create();
    expect(questions).toEqual([]);
  });

  test('that it has not seen yet is admitted', async () => {
    lag.hold();
    await createNamespace(other, 'new');
    await expect(create('p', 'new')).resolves.toBeDefined();
  });

  test('404 where there is none', async () => {
    expect(await statusOf(create('p', 'none'))).toMatchObject({ code: 404, message: 'namespaces "none" not found' });
  });

  test('that it has seen to be ending is admitted where another has the name by now, and else refused', async () => {
    await remove(other.registry.of(namespaces), 'n', within());
    await server.cache.fresh();
    expect(await statusOf(create())).toMatchObject({ code: 403 });
    lag.hold();
    const { revision = 0 } = (await store.get(NAMESPACE)) ?? {};
    await store.delete(NAMESPACE, revision);
    await createNamespace(other, 'n');
    await expect(create()).resolves.toBeDefined();
  });

  test('403 where it was deleted on this server, though the server has yet to see that', async () => {
    lag.hold();
    await remove(registry.of(namespaces), 'n', within());
    expect(await statusOf(create())).toMatchObject({ code: 403 });
    lag.letGo();
    await server.cache.fresh();
    expect((await stored(other.registry.of(namespaces), 'n'))?.status.phase).toBe('Terminating');
  });

  test('whose deletion came to nothing is not looked up for longer than half a minute', async () => {
    await remove(registry.of(namespaces), 'n', within(), { dryRun: ['All'] });
    questions = [];
    server.now += 30_000;
    await create('early');
    expect(questions).toEqual([NAMESPACE]);
    server.now += 1;
    await create('late');
    expect(questions).toEqual([NAMESPACE]);
  });
});

test('a pod has the topology of a node that the server has seen, or finds in the store', async () => {
  const createNode = (name: string, zone: string) =>
    createObject(
      other.registry.of(nodes),
      objectOf(nodes, { metadata: { name, labels: { 'topology.kubernetes.io/zone': zone } } }),
      within(),
      { dryRun: false },
    );
  await createNode('seen', 'a');
  await server.cache.fresh();
  lag.hold();
  await createNode('unseen', 'b');
  await create('one', 'n', { nodeName: 'seen' });
  expect(questions).toEqual([]);
  await create('two', 'n', { nodeName: 'unseen' });
  const zoneOf = async (name: string) =>
    (await stored(other.registry.of(pods), name, 'n'))?.metadata.labels?.['topology.kubernetes.io/zone'];
  expect([await zoneOf('one'), await zoneOf('two')]).toEqual(['a', 'b']);
});
