import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { completeConfig } from '../../src/config.ts';
import { createServer, type RunningServer } from '../../src/server/server.ts';
import { type SlowStore, slowDatabase } from '../storage/slow-store.ts';
import { eventually } from '../support/eventually.ts';
import { createPod, PODS, podBody, putStatus, send } from '../support/http.ts';
import { inShort, openWatch } from '../support/watch.ts';

// Two servers on one database that is far away, late, and shared with strangers, as replicas have it.

const JSON_TYPE = { 'content-type': 'application/json' };

let servers: readonly [RunningServer, RunningServer];
let stores: SlowStore[];

beforeEach(async () => {
  stores = [];
  const database = slowDatabase({ historyEvents: 10_000, historyBytes: 16 * 1024 * 1024 }, 'around writes');
  const completed = completeConfig({ port: 0, logLevel: 'silent', garbageCollector: true });
  if (!completed.ok) throw new Error(completed.problem);
  const start = (): Promise<RunningServer> =>
    createServer(completed.config, async () => {
      const store = database.connect();
      stores.push(store);
      return store;
    });
  servers = [await start(), await start()];
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
});

const post = (server: RunningServer, path: string, body: object) =>
  send(server, 'POST', path, { headers: JSON_TYPE, body });
const namesIn = async (server: RunningServer, path: string): Promise<string[]> => {
  const { items } = (await send(server, 'GET', path)).json<{ items: { metadata: { name: string } }[] }>();
  return items.map(({ metadata }) => metadata.name);
};
const configMap = (name: string, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
});
const statusOf = async (server: RunningServer, path: string) => (await send(server, 'GET', path)).status;

describe('two servers on one store', () => {
  test('show each the writes that the other has answered', async () => {
    const [one, other] = servers;
    for (let i = 0; i < 10; i += 1) {
      const [writer, reader] = i % 2 === 0 ? [one, other] : [other, one];
      await createPod(writer, `p${i}`);
      expect(await namesIn(reader, PODS)).toHaveLength(i + 1);
      expect(await statusOf(reader, `${PODS}/p${i}`)).toBe(200);
      const status = { apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${i}` }, status: { phase: 'Running' } };
      expect((await putStatus(reader, `p${i}`, status)).status).toBe(200);
      expect((await send(writer, 'GET', `${PODS}/p${i}`)).json()).toMatchObject({ status: { phase: 'Running' } });
    }
    await send(one, 'DELETE', `${PODS}/p0?gracePeriodSeconds=0`);
    expect(await namesIn(other, PODS)).toHaveLength(9);
  });

  test('answer every list, though strangers write where nobody looks', async () => {
    const writing = Promise.all(
      Array.from({ length: 20 }, (_, i) => createPod(servers[i % 2 === 0 ? 0 : 1], `p${String(i).padStart(2, '0')}`)),
    );
    const lists = await Promise.all(
      Array.from({ length: 40 }, (_, i) => send(servers[i % 2 === 0 ? 0 : 1], 'GET', PODS)),
    );
    expect(lists.every(({ status }) => status === 200)).toBe(true);
    await writing;
    for (const server of servers) expect(await namesIn(server, PODS)).toHaveLength(20);
  });

  test('tell watches of the writes of both, each once and in order, and let them go on at the other', async () => {
    const [one, other] = servers;
    const watch = await openWatch(other, `${PODS}?watch=true`);
    for (const [i, server] of [one, other, one, other].entries()) await createPod(server, `p${i}`);
    await send(one, 'DELETE', `${PODS}/p0?gracePeriodSeconds=0`);
    const events = await watch.until(6);
    expect(inShort(events)).toEqual(['ADDED p0', 'ADDED p1', 'ADDED p2', 'ADDED p3', 'MODIFIED p0', 'DELETED p0']);
    const versions = events.map(({ object }) => Number(object.metadata.resourceVersion));
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    watch.cut();
    const resumed = await openWatch(one, `${PODS}?watch=true&resourceVersion=${versions[1]}`);
    expect(inShort(await resumed.until(4))).toEqual(['ADDED p2', 'ADDED p3', 'MODIFIED p0', 'DELETED p0']);
    resumed.cut();
  });

  test('go on with each other’s lists, at the state with which they began', async () => {
    const [one, other] = servers;
    for (const name of ['a', 'b', 'c', 'd', 'e']) await createPod(one, name);
    const names: string[] = [];
    let token = '';
    for (let page = 0; page < 3; page += 1) {
      const path = `${PODS}?limit=2${token === '' ? '' : `&continue=${encodeURIComponent(token)}`}`;
      const list = (await send(servers[page % 2 === 0 ? 0 : 1], 'GET', path)).json<{
        metadata: { continue?: string };
        items: { metadata: { name: string } }[];
      }>();
      names.push(...list.items.map(({ metadata }) => metadata.name));
      token = list.metadata.continue ?? '';
      if (page === 0) {
        await send(other, 'DELETE', `${PODS}/d?gracePeriodSeconds=0`);
        await createPod(one, 'bb');
      }
    }
    expect([names, token]).toEqual([['a', 'b', 'c', 'd', 'e'], '']);
  });

  test('take a disruption from a budget once', async () => {
    const [one, other] = servers;
    const budgets = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';
    for (const name of ['a', 'b', 'c', 'd']) {
      const metadata = { name, labels: { app: 'x' } };
      await createPod(one, name, { metadata });
      const status = {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: 'True' }],
      };
      const written = await putStatus(one, name, { apiVersion: 'v1', kind: 'Pod', metadata, status });
      expect(written.text).toContain('Running');
    }
    const budget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'x' } };
    const made = await post(one, budgets, {
      ...budget,
      spec: { selector: { matchLabels: { app: 'x' } }, minAvailable: 3 },
    });
    const said = await send(one, 'PUT', `${budgets}/x/status`, {
      headers: JSON_TYPE,
      body: {
        ...budget,
        metadata: { name: 'x', resourceVersion: made.json().metadata.resourceVersion },
        status: {
          observedGeneration: 1,
          disruptionsAllowed: 1,
          currentHealthy: 4,
          desiredHealthy: 3,
          expectedPods: 4,
        },
      },
    });
    expect([made.status, said.status]).toEqual([201, 200]);
    const evict = (server: RunningServer, name: string) =>
      post(server, `${PODS}/${name}/eviction`, { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name } });
    const answers = await Promise.all([evict(one, 'a'), evict(other, 'b'), evict(one, 'c'), evict(other, 'd')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 429, 429, 429]);
    expect(await namesIn(other, PODS)).toHaveLength(3);
  });

  test('give an address to one of two services that ask for it at the same moment, and again when that is gone', async () => {
    const services = '/api/v1/namespaces/default/services';
    const service = (name: string) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: { clusterIP: '10.96.7.7', ports: [{ port: 80 }] },
    });
    const [one, other] = servers;
    const answers = await Promise.all([post(one, services, service('a')), post(other, services, service('b'))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
    const [winner = ''] = await namesIn(other, services);
    await send(other, 'DELETE', `${services}/${winner}`);
    expect((await post(one, services, service('c'))).status).toBe(201);
  });

  test('let a namespace go that one of them was told to delete, with all that both have put there', async () => {
    const [one, other] = servers;
    await post(one, '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' } });
    for (const [i, server] of [one, other].entries()) {
      expect((await post(server, '/api/v1/namespaces/n/pods', podBody(`p${i}`))).status).toBe(201);
      expect((await post(server, '/api/v1/namespaces/n/configmaps', configMap(`c${i}`))).status).toBe(201);
    }
    expect((await send(other, 'DELETE', '/api/v1/namespaces/n')).status).toBe(200);
    expect((await post(one, '/api/v1/namespaces/n/pods', podBody('late'))).status).toBe(403);
    for (const server of servers)
      await eventually(async () => expect(await statusOf(server, '/api/v1/namespaces/n')).toBe(404));
    expect(await namesIn(one, '/api/v1/namespaces/n/pods')).toEqual([]);
  });

  test('delete in the foreground what an object owns, wherever it was made', async () => {
    const [one, other] = servers;
    const maps = '/api/v1/namespaces/default/configmaps';
    const { uid } = (await post(one, maps, configMap('owner'))).json().metadata;
    const ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid, blockOwnerDeletion: true }];
    for (const [i, server] of [one, other].entries()) await post(server, maps, configMap(`d${i}`, { ownerReferences }));
    const options = { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Foreground' };
    await send(other, 'DELETE', `${maps}/owner`, { headers: JSON_TYPE, body: options });
    await eventually(async () => expect(await namesIn(one, maps)).toEqual([]));
    expect(await namesIn(other, maps)).toEqual([]);
  });

  test('answer a write whose outcome nobody knows with 504, and what became of it is the same everywhere', async () => {
    const [one, other] = servers;
    for (const [name, outcome] of [
      ['done', 'done'],
      ['lost', 'not done'],
    ] as const) {
      stores[0]?.loseAnswers(outcome);
      const answer = await post(one, PODS, podBody(name));
      expect([answer.status, answer.json()]).toMatchObject([504, { reason: 'Timeout' }]);
    }
    expect(await namesIn(one, PODS)).toEqual(['done']);
    expect(await namesIn(other, PODS)).toEqual(['done']);
    expect((await post(other, PODS, podBody('lost'))).status).toBe(201);
  });
});
