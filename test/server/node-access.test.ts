import { expect, test } from 'vitest';
import { type AccessServer, startAccessServer } from '../support/access-server.ts';
import { laggingStore } from '../support/lagging-store.ts';
import { openStore } from '../support/registry.ts';

const NODE = 'system:node:n';
const NAMESPACE = '/api/v1/namespaces/default';
const OPTIONS = { authorizationMode: ['Node', 'RBAC'], users: { [NODE]: ['system:nodes'] } } as const;
const RESTRICTED = { ...OPTIONS, enableAdmissionPlugins: ['NodeRestriction'] };

async function must(server: AccessServer, method: string, path: string, body?: unknown): Promise<void> {
  const answer = await server.as('admin', method, path, body);
  expect(answer.status, answer.text).toBeLessThan(300);
}

/** A pod that names the secret `s`. */
const pod = (nodeName: string, more: object = {}) => ({
  metadata: { name: 'p', ...more },
  spec: { nodeName, containers: [{ name: 'c', image: 'i' }], imagePullSecrets: [{ name: 's' }] },
});
const statusOf = async (server: AccessServer, method: string, path: string, body?: unknown) =>
  (await server.as(NODE, method, `${NAMESPACE}/${path}`, body)).status;

test('a node reads what its pods name with the answer to the write that binds them, until that to the write that ends them', async () => {
  const lagging = laggingStore(openStore());
  await using server = await startAccessServer(RESTRICTED, lagging.store);
  await must(server, 'POST', `${NAMESPACE}/secrets`, { metadata: { name: 's' } });
  expect(await statusOf(server, 'GET', 'secrets/s')).toBe(403);
  const readWhileHeld = async (write: () => Promise<void>): Promise<number> => {
    lagging.hold();
    await write();
    const reading = statusOf(server, 'GET', 'secrets/s');
    lagging.letGo();
    return reading;
  };
  expect(await readWhileHeld(() => must(server, 'POST', `${NAMESPACE}/pods`, pod('n')))).toBe(200);
  const removal = `${NAMESPACE}/pods/p?gracePeriodSeconds=0`;
  expect(await readWhileHeld(() => must(server, 'DELETE', removal))).toBe(403);
});

test('a node writes the status of its pods, and of no others, also in a body so large that another thread reads it', async () => {
  await using server = await startAccessServer(RESTRICTED);
  await must(server, 'POST', `${NAMESPACE}/pods`, pod('n'));
  const message = 'm'.repeat(600_000);
  const large = { ...pod('n'), status: { phase: 'Running', message } };
  expect(await statusOf(server, 'PUT', 'pods/p/status', large)).toBe(200);
  await must(server, 'DELETE', `${NAMESPACE}/pods/p?gracePeriodSeconds=0`);
  await must(server, 'POST', `${NAMESPACE}/pods`, pod('m'));
  const refused = await server.as(NODE, 'PUT', `${NAMESPACE}/pods/p/status`, large);
  expect(refused.json()).toMatchObject({
    code: 403,
    message: 'pods "p" is forbidden: node "n" can only update pod status for pods with spec.nodeName set to itself',
  });
});

test('a node that sends another spec beside its status is told so, and a status that says the same is written', async () => {
  await using server = await startAccessServer(RESTRICTED);
  const node = { metadata: { name: 'n' }, spec: { taints: [{ key: 'k', effect: 'NoSchedule' }] } };
  const path = '/api/v1/nodes';
  expect((await server.as(NODE, 'POST', path, node)).status).toBe(201);
  const status = { capacity: { cpu: '4' } };
  const without = await server.as(NODE, 'PUT', `${path}/n/status`, { metadata: { name: 'n' }, status });
  expect(without.json()).toMatchObject({
    code: 403,
    message: 'nodes "n" is forbidden: node "n" is not allowed to modify taints',
  });
  expect((await server.as(NODE, 'PUT', `${path}/n/status`, { ...node, status })).json()).toMatchObject({ status });
  // Who is no node is not restricted, and the spec stays as it is all the same.
  const written = await server.as('admin', 'PUT', `${path}/n/status`, { metadata: { name: 'n' }, status: {} });
  expect(written.json()).toMatchObject({ spec: node.spec });
});

test('without the plugin a node writes what the mode allows it', async () => {
  await using server = await startAccessServer(OPTIONS);
  await must(server, 'POST', `${NAMESPACE}/pods`, pod('m'));
  expect(await statusOf(server, 'PUT', 'pods/p/status', { ...pod('m'), status: { phase: 'Running' } })).toBe(200);
  expect(await statusOf(server, 'GET', 'pods/p')).toBe(403);
});
