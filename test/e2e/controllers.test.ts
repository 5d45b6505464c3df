import { afterEach, expect, test } from 'vitest';
import { type PodledgerServer, type ServerOptions, startServer } from '../../src/index.ts';

const servers: PodledgerServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function start(options?: ServerOptions): Promise<PodledgerServer> {
  const server = await startServer(options);
  servers.push(server);
  return server;
}

const names = async (server: PodledgerServer, path: string): Promise<string[]> => {
  const answer = await fetch(`${server.url}${path}`);
  const { items } = (await answer.json()) as { items: { metadata: { name: string; namespace: string } }[] };
  return items.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
};

/** Resolves when there are as many objects as expected; the test's own time limit ends the wait. */
async function until(server: PodledgerServer, path: string, count: number): Promise<string[]> {
  for (;;) {
    const found = await names(server, path);
    if (found.length >= count) return found;
  }
}

test('namespaces are given what the controllers asked for give them, and nothing otherwise', async () => {
  // It has had longer than the other when that one is done.
  const bare = await start();
  const controlled = await start({
    controllers: ['serviceaccount-controller', 'root-ca-certificate-publisher-controller'],
  });
  expect(await until(controlled, '/api/v1/serviceaccounts', 4)).toContain('default/default');
  expect(await until(controlled, '/api/v1/configmaps', 4)).toContain('kube-system/kube-root-ca.crt');
  expect(await names(bare, '/api/v1/serviceaccounts')).toEqual([]);
  expect(await names(bare, '/api/v1/configmaps')).toEqual([]);
});
