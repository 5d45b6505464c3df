import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ApiObject } from '../../src/apimachinery/api-object.ts';
import { defaultServiceAccount } from '../../src/controllers/namespace-defaults/default-service-account.ts';
import type { NamespaceDefault } from '../../src/controllers/namespace-defaults/namespace-default.ts';
import { runNamespaceDefaultsController } from '../../src/controllers/namespace-defaults/namespace-defaults-controller.ts';
import { rootCertificates } from '../../src/controllers/namespace-defaults/root-certificates.ts';
import { configMaps } from '../../src/kinds/core/config-maps/index.ts';
import { namespaces } from '../../src/kinds/core/namespaces/index.ts';
import { serviceAccounts } from '../../src/kinds/core/service-accounts/index.ts';
import { updateObject } from '../../src/registry/update.ts';
import { type Cluster, createNamespace, openCluster, remove, stored, within } from '../support/cluster.ts';

const CA = 'kube-root-ca.crt';

let cluster: Cluster;
let running: Promise<void>[];
let failures: string[];

beforeEach(async () => {
  cluster = await openCluster();
  running = [];
  failures = [];
  await createNamespace(cluster, 'old');
});
afterEach(async () => {
  cluster.stopping.abort();
  await Promise.all(running);
  await cluster.cache.stop();
  await cluster.store.close();
});

async function start(certificates = 'PEM'): Promise<void> {
  const { registry, clock, stopping } = cluster;
  const failed = (namespace: string, error: unknown): void => void failures.push(`${namespace}: ${String(error)}`);
  const run = (object: NamespaceDefault<ApiObject>): void => {
    const options = { namespaces: registry.of(namespaces), object, clock, failed };
    running.push(runNamespaceDefaultsController(options, stopping.signal));
  };
  run(defaultServiceAccount(registry.of(serviceAccounts)));
  run(rootCertificates(registry.of(configMaps), certificates));
  await cluster.settled();
}

const account = (namespace: string) => stored(cluster.registry.of(serviceAccounts), 'default', namespace);
const certificates = (namespace: string) => stored(cluster.registry.of(configMaps), CA, namespace);

describe('a namespace', () => {
  test('is given its service account and the certificates to trust, whether it is old or new', async () => {
    await start();
    await createNamespace(cluster, 'new');
    await cluster.settled();
    for (const namespace of ['old', 'new']) {
      expect((await account(namespace))?.metadata).toMatchObject({ name: 'default', namespace });
      const configMap = await certificates(namespace);
      expect(configMap?.data).toEqual({ 'ca.crt': 'PEM' });
      expect(Object.keys(configMap?.metadata.annotations ?? {})).toEqual(['kubernetes.io/description']);
    }
    expect(failures).toEqual([]);
  });

  test('is given them again when they are deleted', async () => {
    await start();
    const before = await account('old');
    await remove(cluster.registry.of(serviceAccounts), 'default', within('old'));
    await remove(cluster.registry.of(configMaps), CA, within('old'));
    await cluster.settled();
    expect((await account('old'))?.metadata.uid).not.toBe(before?.metadata.uid);
    expect((await certificates('old'))?.data).toEqual({ 'ca.crt': 'PEM' });
  });

  test('keeps the certificates as they are to be, and the service account as it is', async () => {
    await start();
    const change = <T extends ApiObject>(old: T, members: object): T => ({
      ...old,
      metadata: { ...old.metadata },
      ...members,
    });
    await updateObject(
      cluster.registry.of(configMaps),
      {
        name: CA,
        subresource: '',
        strategy: configMaps.strategy,
        uid: undefined,
        change: (old) => change(old, { data: { 'ca.crt': 'other', more: '' } }),
        dryRun: false,
      },
      within('old'),
    );
    await updateObject(
      cluster.registry.of(serviceAccounts),
      {
        name: 'default',
        subresource: '',
        strategy: serviceAccounts.strategy,
        uid: undefined,
        change: (old) => change(old, { automountServiceAccountToken: false }),
        dryRun: false,
      },
      within('old'),
    );
    await cluster.settled();
    expect((await certificates('old'))?.data).toEqual({ 'ca.crt': 'PEM' });
    expect((await account('old'))?.automountServiceAccountToken).toBe(false);
  });

  test('that is ending is given nothing', async () => {
    await remove(cluster.registry.of(namespaces), 'old', within());
    await start();
    expect(await account('old')).toBeUndefined();
    expect(await certificates('old')).toBeUndefined();
    expect(failures).toEqual([]);
  });
});
