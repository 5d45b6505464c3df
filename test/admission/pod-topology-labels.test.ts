import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PodledgerServer } from '../../src/index.ts';
import { createPod, PODS, send, serve } from '../support/http.ts';

const ZONE = 'topology.kubernetes.io/zone';
const REGION = 'topology.kubernetes.io/region';
const HEADERS = { 'content-type': 'application/json' };

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve();
  const labels = { [ZONE]: 'z1', [REGION]: 'r1', other: 'x' };
  await send(server, 'POST', '/api/v1/nodes', { headers: HEADERS, body: { metadata: { name: 'placed', labels } } });
  await send(server, 'POST', '/api/v1/nodes', { headers: HEADERS, body: { metadata: { name: 'anywhere' } } });
});
afterAll(() => server.close());

const bind = (name: string, node: string) =>
  send(server, 'POST', `${PODS}/${name}/binding`, {
    headers: HEADERS,
    body: { metadata: { name }, target: { name: node } },
  });
const labelsOf = async (name: string) => (await send(server, 'GET', `${PODS}/${name}`)).json().metadata.labels;

describe('the region and zone of a node', () => {
  it('become labels of a pod that is bound to it, in place of those that it has', async () => {
    await createPod(server, 'bound', { metadata: { labels: { [ZONE]: 'old', app: 'web' } } });
    expect((await bind('bound', 'placed')).status).toBe(201);
    expect(await labelsOf('bound')).toEqual({ app: 'web', [REGION]: 'r1', [ZONE]: 'z1' });
  });

  it('become labels of a pod that is created on it', async () => {
    await createPod(server, 'created', { spec: { nodeName: 'placed' } });
    expect(await labelsOf('created')).toEqual({ [REGION]: 'r1', [ZONE]: 'z1' });
  });

  it.each(['anywhere', 'unknown'])('are nothing where the node is %s', async (node) => {
    const name = `on-${node}`;
    await createPod(server, name);
    expect((await bind(name, node)).status).toBe(201);
    expect(await labelsOf(name)).toBeUndefined();
  });
});
