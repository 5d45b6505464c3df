import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PodledgerServer } from '../../../../src/index.ts';
import { createPod, PODS, send, serve } from '../../../support/http.ts';
import { bind, mergePatch, readPod, refusal } from './subresources.ts';

const SUCCESS = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };
const NOW = '2020-01-02T03:04:05Z';

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

describe('a binding', () => {
  it('puts a pod on a node, answers 201 with a Status, and counts as no change of the spec', async () => {
    await createPod(server, 'bound');
    const answer = await bind(server, 'bound');
    expect([answer.status, answer.json()]).toEqual([201, SUCCESS]);
    expect(await readPod(server, 'bound')).toMatchObject({
      metadata: { generation: 1 },
      spec: { nodeName: 'n1' },
      status: {
        conditions: [{ type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: NOW }],
      },
    });
  });

  it('adds its labels and annotations to those of the pod, and takes away the nomination', async () => {
    await createPod(server, 'labelled', { metadata: { labels: { a: '1', b: '1' }, annotations: { a: '1' } } });
    await mergePatch(server, 'labelled/status', { status: { nominatedNodeName: 'n2' } });
    await bind(server, 'labelled', { metadata: { name: 'labelled', labels: { b: '2' }, annotations: { b: '2' } } });
    const { metadata, status } = await readPod(server, 'labelled');
    expect(metadata).toMatchObject({ labels: { a: '1', b: '2' }, annotations: { a: '1', b: '2' } });
    expect(status).not.toHaveProperty('nominatedNodeName');
  });

  it('brings none of the annotations that once stood for init containers', async () => {
    await createPod(server, 'old');
    const annotations = { 'pod.beta.kubernetes.io/init-containers': '[]', a: '1' };
    expect((await bind(server, 'old', { metadata: { name: 'old', annotations } })).status).toBe(201);
    const { metadata } = await readPod(server, 'old');
    expect(metadata).toEqual(expect.objectContaining({ annotations: { a: '1' } }));
  });

  it('may be created by the resource bindings as well', async () => {
    await createPod(server, 'legacy');
    const path = '/api/v1/namespaces/default/bindings';
    const headers = { 'content-type': 'application/json' };
    const body = { apiVersion: 'v1', kind: 'Binding', metadata: { name: 'legacy' }, target: { name: 'n1' } };
    expect((await send(server, 'POST', path, { headers, body })).json()).toEqual(SUCCESS);
    expect(await readPod(server, 'legacy')).toMatchObject({ spec: { nodeName: 'n1' } });
    const nameless = await send(server, 'POST', path, { headers, body: { target: { name: 'n1' } } });
    expect(refusal(nameless)).toEqual({ code: 400, reason: 'BadRequest', message: 'Name parameter required.' });
  });

  it('stores nothing in a dry run', async () => {
    await createPod(server, 'dry');
    expect((await bind(server, 'dry', {}, '?dryRun=All')).status).toBe(201);
    expect((await readPod(server, 'dry')).spec).not.toHaveProperty('nodeName');
  });

  it('answers 409 Conflict where the pod is on a node, is being deleted, or is held back', async () => {
    await createPod(server, 'taken', { spec: { nodeName: 'n0' } });
    await createPod(server, 'going', { metadata: { finalizers: ['example.com/hold'] } });
    await send(server, 'DELETE', `${PODS}/going`);
    await createPod(server, 'gated', { spec: { schedulingGates: [{ name: 'example.com/wait' }] } });
    const messages = [];
    for (const name of ['taken', 'going', 'gated']) messages.push(refusal(await bind(server, name)));
    const conflict = (name: string, why: string) => ({
      code: 409,
      reason: 'Conflict',
      message: `Operation cannot be fulfilled on pods/binding "${name}": ${why}`,
      details: { name, kind: 'pods/binding' },
    });
    expect(messages).toEqual([
      conflict('taken', 'pod taken is already assigned to node "n0"'),
      conflict('going', 'pod going is being deleted, cannot be assigned to a host'),
      conflict('gated', 'pod gated has non-empty .spec.schedulingGates'),
    ]);
  });

  it.each([
    ['uid', { uid: 'other' }, 'UID in precondition: other, UID in object meta: '],
    ['version', { resourceVersion: '1' }, 'ResourceVersion in precondition: 1, ResourceVersion in object meta: '],
  ])('answers 409 Conflict where the pod has another %s than it names', async (what, metadata, why) => {
    const name = `other-${what}`;
    await createPod(server, name);
    const { code, message } = (await bind(server, name, { metadata: { name, ...metadata } })).json();
    expect(code).toBe(409);
    expect(message).toContain(
      `Operation cannot be fulfilled on pods "${name}": StorageError: invalid object, Code: 4, `,
    );
    expect(message).toContain(why);
  });

  it('answers 500, as kube-apiserver does, where its target is no node or has no name, and 400 where it is for another pod', async () => {
    await createPod(server, 'wrong');
    const nameless = { target: { kind: 'Node' } };
    expect((await bind(server, 'wrong', nameless)).json()).toMatchObject({
      code: 500,
      message: 'target.name: Required value',
    });
    expect((await bind(server, 'wrong', { target: { kind: 'Pod' } })).json()).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message:
        '[target.kind: Unsupported value: "Pod": supported values: "Node", "<empty>", target.name: Required value]',
      code: 500,
    });
    expect(refusal(await bind(server, 'wrong', { metadata: { name: 'q' } }))).toEqual({
      code: 400,
      reason: 'BadRequest',
      message: 'name in URL does not match name in Binding object',
    });
  });

  it('answers 422 for labels and annotations that a pod may not have, and leaves the pod alone', async () => {
    const before = await createPod(server, 'plain');
    const answer = await bind(server, 'plain', { metadata: { name: 'plain', labels: { 'not a label': '' } } });
    expect(answer.json()).toMatchObject({ code: 422, details: { causes: [{ field: 'metadata.labels' }, {}] } });
    const { metadata, spec } = await readPod(server, 'plain');
    expect([metadata.labels, spec]).toEqual([undefined, before.spec]);
  });

  it('answers 404 where there is no such pod or namespace, and takes no other method', async () => {
    expect((await bind(server, 'missing')).json()).toMatchObject({ code: 404, details: { name: 'missing' } });
    const path = '/api/v1/namespaces/nowhere/pods/p/binding';
    const body = { metadata: { name: 'p' }, target: { name: 'n1' } };
    const elsewhere = await send(server, 'POST', path, { headers: { 'content-type': 'application/json' }, body });
    expect(elsewhere.json()).toMatchObject({ code: 404, details: { name: 'nowhere', kind: 'namespaces' } });
    expect((await send(server, 'GET', `${PODS}/bound/binding`)).status).toBe(405);
  });
});
