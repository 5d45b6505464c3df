import { status } from '@grpc/grpc-js';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Pod } from '../../schemas/core/v1/pod.ts';
import type { Backend, NodePod } from '../../src/cri/backend.ts';
import type { ListPodSandboxResponse, PodSandboxStatusResponse } from '../../src/cri/messages.ts';
import type { TestClient } from './support/client.ts';
import { startCri, startWithCri } from './support/servers.ts';

const CREATED = Date.UTC(2026, 0, 2, 3, 4, 5);

let client: TestClient;
let url: string;

beforeEach(async () => {
  const running = await startWithCri({ nodeName: 'node-1', now: () => CREATED });
  client = running.client;
  url = `${running.server.url}/api/v1/namespaces/default/pods`;
});

async function send(method: string, path: string, body: object): Promise<Pod> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url + path, { method, headers, body: JSON.stringify(body) });
  const text = await answer.text();
  expect(answer.ok, text).toBe(true);
  return JSON.parse(text);
}

/** Creates a pod, bound to a node where one is given; resolves to its uid. */
async function createPod(name: string, nodeName?: string, metadata: object = {}): Promise<string> {
  const spec = { nodeName, containers: [{ name: 'c', image: 'i' }] };
  const pod = await send('POST', '', { apiVersion: 'v1', kind: 'Pod', metadata: { name, ...metadata }, spec });
  return pod.metadata.uid ?? '';
}

/** A backend with these pods, of which only what is given matters. */
function backendOf(...pods: readonly Partial<NodePod>[]): Backend {
  const pod = { name: 'p', namespace: 'n', uid: 'u', labels: {}, annotations: {}, createdAt: 0, ips: [] };
  return {
    checkStore: async () => {},
    listPods: async () => pods.map((given) => ({ ...pod, phase: 'Running', deleted: false, ...given })),
  };
}

async function putStatus(name: string, podStatus: object): Promise<void> {
  const pod = (await (await fetch(`${url}/${name}`)).json()) as Pod;
  await send('PUT', `/${name}/status`, { ...pod, status: podStatus });
}

async function list(filter?: object, version = 'v1') {
  const method = `runtime.${version}.RuntimeService/ListPodSandbox`;
  return (await client.call<ListPodSandboxResponse>(method, { filter })).items;
}

const namesOf = (items: ListPodSandboxResponse['items']) => items.map(({ metadata }) => metadata.name);

function statusOf(pod_sandbox_id: string, verbose = false) {
  const request = { pod_sandbox_id, verbose };
  return client.call<PodSandboxStatusResponse>('runtime.v1.RuntimeService/PodSandboxStatus', request);
}

describe('ListPodSandbox', () => {
  test.each(['v1', 'v1alpha2'])('tells the pods of this node, and of no other (%s)', async (version) => {
    const uid = await createPod('here', 'node-1', { labels: { app: 'web' }, annotations: { note: 'é' } });
    await createPod('there', 'node-2');
    await createPod('nowhere');
    // Says the node's name, but elsewhere.
    await createPod('namesake', 'node-12', { annotations: { a: '"nodeName":"node-1"' } });
    expect(await list(undefined, version)).toEqual([
      {
        id: uid,
        metadata: { name: 'here', uid, namespace: 'default', attempt: 0 },
        state: 'SANDBOX_READY',
        created_at: `${CREATED}000000`,
        labels: { app: 'web' },
        annotations: { note: 'é' },
        runtime_handler: '',
      },
    ]);
  });

  test('is empty on a node without pods', async () => {
    expect(await list()).toEqual([]);
  });

  test('filters by id, state and labels, all of what is set', async () => {
    await createPod('a', 'node-1', { labels: { app: 'web', tier: 'x' } });
    const b = await createPod('b', 'node-1', { labels: { app: 'web' } });
    await createPod('c', 'node-1', { labels: { app: 'db', tier: 'x' } });
    await putStatus('b', { phase: 'Failed' });
    expect(namesOf(await list({}))).toEqual(['a', 'b', 'c']);
    expect(namesOf(await list({ id: b }))).toEqual(['b']);
    expect(namesOf(await list({ id: 'unknown' }))).toEqual([]);
    expect(namesOf(await list({ state: { state: 'SANDBOX_READY' } }))).toEqual(['a', 'c']);
    expect(namesOf(await list({ state: { state: 'SANDBOX_NOTREADY' } }))).toEqual(['b']);
    expect(namesOf(await list({ label_selector: { app: 'web' } }))).toEqual(['a', 'b']);
    expect(namesOf(await list({ label_selector: { app: 'web', tier: 'x' } }))).toEqual(['a']);
    expect(namesOf(await list({ label_selector: { constructor: '' } }))).toEqual([]);
    expect(namesOf(await list({ label_selector: { app: 'web' }, state: { state: 'SANDBOX_NOTREADY' } }))).toEqual([
      'b',
    ]);
    expect(namesOf(await list({ id: b, state: { state: 'SANDBOX_READY' } }))).toEqual([]);
  });

  test('answers UNAVAILABLE where the store does not answer, with its reason', async () => {
    const listPods = () => Promise.reject(new Error('etcd is gone'));
    const failing = await startCri({ backend: { ...backendOf(), listPods } });
    await expect(failing.client.call('runtime.v1.RuntimeService/ListPodSandbox')).rejects.toMatchObject({
      code: status.UNAVAILABLE,
      details: 'etcd is gone',
    });
  });
});

describe('PodSandboxStatus', () => {
  test('tells the network of a pod: its address, and those of other families', async () => {
    const uid = await createPod('pod', 'node-1', { labels: { app: 'web' }, annotations: { note: 'x' } });
    await putStatus('pod', { phase: 'Running', podIPs: [{ ip: '10.244.0.7' }, { ip: 'fd00::7' }] });
    expect(await statusOf(uid)).toEqual({
      status: {
        id: uid,
        metadata: { name: 'pod', uid, namespace: 'default', attempt: 0 },
        state: 'SANDBOX_READY',
        created_at: `${CREATED}000000`,
        network: { ip: '10.244.0.7', additional_ips: [{ ip: 'fd00::7' }] },
        labels: { app: 'web' },
        annotations: { note: 'x' },
        runtime_handler: '',
      },
      info: {},
    });
  });

  test.each([
    ['Pending', 'SANDBOX_READY'],
    ['Running', 'SANDBOX_READY'],
    ['Succeeded', 'SANDBOX_NOTREADY'],
    ['Failed', 'SANDBOX_NOTREADY'],
    ['Unknown', 'SANDBOX_NOTREADY'],
  ])('of a pod whose phase is %s is %s', async (phase, state) => {
    const uid = await createPod('pod', 'node-1');
    await putStatus('pod', { phase });
    const { status: sandbox } = await statusOf(uid);
    expect(sandbox.state).toBe(state);
    expect(sandbox.network).toEqual({ ip: '', additional_ips: [] });
  });

  test('is SANDBOX_NOTREADY once the pod is being deleted', async () => {
    const { client: other } = await startCri({ backend: backendOf({ deleted: true }) });
    const answer = await other.call<PodSandboxStatusResponse>('runtime.v1.RuntimeService/PodSandboxStatus', {
      pod_sandbox_id: 'u',
      verbose: true,
    });
    expect(answer.status.state).toBe('SANDBOX_NOTREADY');
    expect(JSON.parse(answer.info.pod ?? '')).toEqual({ phase: 'Running', deleted: true });
  });

  test('takes the beginning of an id where only one pod has it', async () => {
    const { client: other } = await startCri({ backend: backendOf({ uid: 'abc1' }, { uid: 'abc2', name: 'second' }) });
    const ask = (pod_sandbox_id: string) =>
      other.call<PodSandboxStatusResponse>('runtime.v1.RuntimeService/PodSandboxStatus', { pod_sandbox_id });
    expect((await ask('abc2')).status.metadata.name).toBe('second');
    await expect(ask('abc')).rejects.toMatchObject({ code: status.NOT_FOUND });
    const uid = await createPod('pod', 'node-1');
    expect((await statusOf(uid.slice(0, 13))).status.id).toBe(uid);
  });

  test.each(['', 'unknown'])('answers NOT_FOUND for the id %j', async (id) => {
    await createPod('pod', 'node-1');
    await expect(statusOf(id)).rejects.toMatchObject({
      code: status.NOT_FOUND,
      details: `pod sandbox ${JSON.stringify(id)} not found`,
    });
  });

  test('answers NOT_FOUND for a pod of another node, and for one that is gone', async () => {
    const there = await createPod('there', 'node-2');
    const gone = await createPod('gone', 'node-1');
    await fetch(`${url}/gone?gracePeriodSeconds=0`, { method: 'DELETE' });
    for (const id of [there, gone]) await expect(statusOf(id)).rejects.toMatchObject({ code: status.NOT_FOUND });
  });
});
