import { afterEach, expect, test } from 'vitest';
import { type PodledgerServer, startServer } from '../../src/index.ts';

let server: PodledgerServer | undefined;
afterEach(() => server?.close());

const names = async (path: string): Promise<string[]> => {
  const answer = await fetch(`${server?.url}${path}`);
  const { items } = (await answer.json()) as { items: { metadata: { name: string; namespace: string } }[] };
  return items.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
};

/** Resolves when there are as many objects as expected; the test's own time limit ends the wait. */
async function until(path: string, count: number): Promise<string[]> {
  for (;;) {
    const found = await names(path);
    if (found.length >= count) return found;
  }
}

test('namespaces are given what the controllers asked for give them, and nothing otherwise', async () => {
  server = await startServer({
    controllers: ['serviceaccount-controller', 'root-ca-certificate-publisher-controller'],
  });
  expect(await until('/api/v1/serviceaccounts', 4)).toContain('default/default');
  expect(await until('/api/v1/configmaps', 4)).toContain('kube-system/kube-root-ca.crt');
  await server.close();
  server = await startServer();
  expect(await names('/api/v1/serviceaccounts')).toEqual([]);
  expect(await names('/api/v1/configmaps')).toEqual([]);
});
