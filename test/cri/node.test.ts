import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { send } from '../support/http.ts';
import { conflist, put } from './support/networks.ts';
import { startWithCri, temporaryDirectory } from './support/servers.ts';

const headers = { 'content-type': 'application/json' };

/** The conditions of node-1 by type. */
async function conditionsOf(server: { readonly url: string }): Promise<Record<string, string>> {
  const { json } = await send(server, 'GET', '/api/v1/nodes/node-1');
  const { conditions = [] } = json().status as { conditions?: { type: string; status: string }[] };
  return Object.fromEntries(conditions.map(({ type, status }) => [type, status]));
}

test('the Node that --node-name names says what Status says', async () => {
  const directory = await temporaryDirectory();
  const { server, client } = await startWithCri({ nodeName: 'node-1', cniConfDir: directory });
  await send(server, 'POST', '/api/v1/nodes', { headers, body: { metadata: { name: 'node-1' } } });
  await put(directory, '10-net.conflist', conflist('net'));
  await client.status();
  await eventually(async () =>
    expect(await conditionsOf(server)).toEqual({ NetworkUnavailable: 'False', Ready: 'True' }),
  );
  const lease = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/node-1';
  await eventually(async () => expect((await send(server, 'GET', lease)).status).toBe(200));
});

test('no Node says anything where --node-name is not given', async () => {
  const directory = await temporaryDirectory();
  const { server, client } = await startWithCri({ cniConfDir: directory });
  await send(server, 'POST', '/api/v1/nodes', { headers, body: { metadata: { name: 'node-1' } } });
  await put(directory, '10-net.conflist', conflist('net'));
  await client.status();
  await client.status();
  expect(await conditionsOf(server)).toEqual({});
});
