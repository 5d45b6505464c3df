import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { CoreV1Api, KubeConfig, ListWatch, makeInformer, type V1Pod, type V1PodList } from '@kubernetes/client-node';
import { expect, test } from 'vitest';
import { createPod, PODS, putStatus, send, serve } from '../support/http.ts';

const namespace = 'default';

test('the informer of @kubernetes/client-node keeps an exact mirror through forced disconnects', async () => {
  await using server = await serve();
  await using proxy = await cuttingProxy(server.url);
  const config = new KubeConfig();
  config.loadFromString(server.kubeconfig().replaceAll(server.url, proxy.url));
  const pods = config.makeApiClient(CoreV1Api);
  const informer = makeInformer<V1Pod>(config, PODS, () => pods.listNamespacedPod({ namespace }));
  const errors: unknown[] = [];
  informer.on('error', (error) => {
    errors.push(error);
    // As its documentation tells to do.
    void wait(10).then(() => informer.start());
  });
  // The deletions that it tells of are those that happened, each once.
  const deleted: string[] = [];
  informer.on('delete', ({ metadata }) => void deleted.push(metadata?.name ?? ''));
  await informer.start();
  const gone: string[] = [];
  for (let round = 0; round < 8; round += 1) {
    for (const name of [`a${round}`, `b${round}`, `c${round}`]) {
      await createPod(server, name);
      await putStatus(server, name, { metadata: { name }, status: { phase: 'Running' } });
    }
    proxy.cut();
    await putStatus(server, `a${round}`, { metadata: { name: `a${round}` }, status: { phase: 'Failed' } });
    await send(server, 'DELETE', `${PODS}/b${round}?gracePeriodSeconds=0`);
    gone.push(`b${round}`);
  }
  const mirror = (): string[] => versions(informer.list());
  const truth = versions((await send(server, 'GET', PODS)).json<V1PodList>().items);
  for (let waited = 0; waited < 500 && String(mirror()) !== String(truth); waited += 1) await wait(20);
  expect(mirror()).toEqual(truth);
  expect(truth).toHaveLength(16);
  expect(deleted.toSorted()).toEqual(gone);
  expect(informer).toBeInstanceOf(ListWatch);
  await informer.stop();
});

function versions(pods: readonly V1Pod[]): string[] {
  return pods
    .map(({ metadata, status }) => `${metadata?.name} ${metadata?.resourceVersion} ${status?.phase}`)
    .toSorted();
}

/** A way to a server on which all connections can be cut. */
async function cuttingProxy(target: string) {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const proxy = createServer((incoming) => {
    const outgoing = connect(Number(port), hostname);
    for (const [socket, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => void proxy.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy does not listen');
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut,
    async [Symbol.asyncDispose]() {
      cut();
      await new Promise((resolve) => void proxy.close(resolve));
    },
  };
}
