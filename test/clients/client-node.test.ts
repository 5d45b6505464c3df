import {
  CoreV1Api,
  KubeConfig,
  KubernetesObjectApi,
  PatchStrategy,
  setHeaderOptions,
  type V1Pod,
  Watch,
} from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PodledgerServer, startServer } from '../../src/index.ts';

const namespace = 'default';

describe('@kubernetes/client-node', () => {
  let server: PodledgerServer;
  let config: KubeConfig;

  beforeAll(async () => {
    server = await startServer();
    config = new KubeConfig();
    config.loadFromString(server.kubeconfig());
  });
  afterAll(() => server.close());

  test('creates a pod, replaces its status, patches, lists and deletes it by its typed API, and watches all that', async () => {
    const pods = config.makeApiClient(CoreV1Api);
    const created = await pods.createNamespacedPod({ namespace, body: podNamed('typed') });
    const seen = watched(config, `/api/v1/namespaces/${namespace}/pods`, {
      fieldSelector: 'metadata.name=typed',
      resourceVersion: created.metadata?.resourceVersion,
    });

    const body = { ...created, status: { phase: 'Running' } };
    const replaced = await pods.replaceNamespacedPodStatus({ namespace, name: 'typed', body });
    expect(replaced.status?.phase).toBe('Running');
    await expect(pods.replaceNamespacedPodStatus({ namespace, name: 'typed', body })).rejects.toMatchObject({
      code: 409,
      body: expect.stringContaining('"reason":"Conflict"'),
    });
    const patched = await pods.patchNamespacedPod(
      { namespace, name: 'typed', body: { metadata: { labels: { tier: 'web' } } } },
      setHeaderOptions('content-type', PatchStrategy.StrategicMergePatch),
    );
    expect(patched.metadata?.labels).toEqual({ app: 'typed', tier: 'web' });
    const listed = await pods.listPodForAllNamespaces({ labelSelector: 'tier in (web)' });
    expect(listed.items.map(({ metadata }) => metadata?.name)).toEqual(['typed']);
    await pods.deleteNamespacedPod({ namespace, name: 'typed' });
    await expect(pods.readNamespacedPod({ namespace, name: 'typed' })).rejects.toMatchObject({ code: 404 });

    expect(await seen).toEqual(['MODIFIED Running', 'MODIFIED Running', 'MODIFIED Running', 'DELETED Running']);
  });

  test('does the same to objects of any kind, finding their paths by discovery', async () => {
    const objects = KubernetesObjectApi.makeApiClient(config);
    const pod = podNamed('object');
    const metadata = { name: 'object', namespace };
    const created: V1Pod = await objects.create(pod);
    expect(created.status?.phase).toBe('Pending');
    const patched: V1Pod = await objects.patch({ ...pod, metadata: { ...metadata, annotations: { seen: 'yes' } } });
    expect(patched.metadata?.annotations).toEqual({ seen: 'yes' });
    const listed = await objects.list('v1', 'Pod', namespace);
    expect(listed.items.map((item) => item.metadata?.name)).toContain('object');
    await objects.delete(pod);
    await expect(objects.read({ apiVersion: 'v1', kind: 'Pod', metadata })).rejects.toMatchObject({ code: 404 });
  });
});

function podNamed(name: string): V1Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { app: name } },
    spec: { containers: [{ name: 'c', image: 'beego:v1' }] },
  };
}

/** What a watch sees until its object is deleted: the events' types, with the phase that the pod then has. */
async function watched(
  config: KubeConfig,
  path: string,
  query: Readonly<Record<string, string | undefined>>,
): Promise<string[]> {
  const seen: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const see = (type: string, pod: V1Pod): void => {
      seen.push(`${type} ${pod.status?.phase}`);
      if (type === 'DELETED') resolve();
    };
    new Watch(config).watch(path, query, see, (error) => (error ? reject(error) : resolve())).catch(reject);
  });
  return seen;
}
