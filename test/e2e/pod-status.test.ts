import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PodledgerServer } from '../../src/index.ts';
import { createPod, type HttpAnswer, PODS, putStatus, send, serve } from '../support/http.ts';

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

const STATUS = {
  phase: 'Running',
  conditions: [{ type: 'Ready', status: 'True', lastProbeTime: null, lastTransitionTime: '2016-08-08T07:41:29Z' }],
  hostIP: '127.0.0.1',
  podIP: '172.16.0.4',
  startTime: '2016-08-08T07:41:29Z',
};

interface StoredPod extends Record<string, unknown> {
  readonly metadata: Record<string, unknown>;
  readonly spec: object;
  readonly status: Record<string, unknown>;
}

let pods = 0;
/** A pod of its own. */
async function newPod(members: Parameters<typeof createPod>[2] = {}): Promise<{ name: string; created: StoredPod }> {
  pods += 1;
  const name = `p${pods}`;
  return { name, created: (await createPod(server, name, members)) as StoredPod };
}

const body = (name: string, members: { metadata?: object; status?: unknown; spec?: object } = {}): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  status: STATUS,
  ...members,
  metadata: { name, ...members.metadata },
});

const get = async (name: string): Promise<StoredPod> =>
  (await send(server, 'GET', `${PODS}/${name}`)).json() as StoredPod;

/** The pod but for its version and its link, which differs with the path of the request. */
const essence = ({ metadata: { resourceVersion, selfLink, ...metadata }, ...rest }: StoredPod): object => ({
  ...rest,
  metadata,
});

async function accepted(pending: Promise<HttpAnswer>): Promise<StoredPod> {
  const answer = await pending;
  expect(answer.json()).toMatchObject({ kind: 'Pod' });
  expect(answer.status).toBe(200);
  return answer.json() as StoredPod;
}

async function refused(pending: Promise<HttpAnswer>, code: number, message?: string): Promise<void> {
  const answer = await pending;
  expect(answer.json()).toMatchObject({
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    code,
    ...(message && { message }),
  });
  expect(answer.status).toBe(code);
}

describe('PUT pods/{name}/status', () => {
  test('replaces the status, and is answered 200 with the pod as it can be read from then on', async () => {
    const { name, created } = await newPod({ metadata: { labels: { name: 'brace' } } });
    const { metadata } = created;
    const put = await accepted(putStatus(server, name, body(name, { metadata })));
    expect(put.status).toEqual({
      ...STATUS,
      podIPs: [{ ip: '172.16.0.4' }],
      qosClass: 'BestEffort',
    });
    expect(put.spec).toEqual(created.spec);
    expect(Number(put.metadata.resourceVersion)).toBeGreaterThan(Number(metadata.resourceVersion));
    expect(put.metadata.selfLink).toBe(`${PODS}/${name}/status`);
    const read = await get(name);
    expect(essence(read)).toEqual(essence(put));
    expect(read.metadata.resourceVersion).toBe(put.metadata.resourceVersion);
    const status = await send(server, 'GET', `${PODS}/${name}/status`);
    expect(status.json()).toEqual(put);
  });

  test('writes nothing where nothing changes', async () => {
    const { name } = await newPod();
    const first = await accepted(putStatus(server, name, body(name)));
    const again = await accepted(putStatus(server, name, body(name)));
    expect(again).toEqual(first);
    expect((await accepted(putStatus(server, name, first))).metadata.resourceVersion).toBe(
      first.metadata.resourceVersion,
    );
  });

  test('with a dry run is answered the same, and changes nothing', async () => {
    const { name, created } = await newPod();
    const dry = await accepted(putStatus(server, name, body(name), { query: '?dryRun=All' }));
    expect(dry.status.phase).toBe('Running');
    expect(dry.metadata).toMatchObject({ resourceVersion: created.metadata.resourceVersion });
    expect(dry.metadata.selfLink).toBe(`${PODS}/${name}/status`);
    expect(await get(name)).toEqual(created);
  });

  test.each([
    ['absent', {}],
    ['null', { status: null }],
    ['empty', { status: {} }],
  ])('with a status that is %s clears it, but for the class of service', async (_, members) => {
    const { name } = await newPod();
    await accepted(putStatus(server, name, body(name)));
    const put = await accepted(putStatus(server, name, { metadata: { name }, ...members }));
    expect(put.status).toEqual({ qosClass: 'BestEffort' });
  });

  test('takes YAML, and a body without kind and version', async () => {
    const { name } = await newPod();
    const yaml = `metadata:\n  name: ${name}\nstatus:\n  phase: Running\n  message: from yaml\n`;
    const put = await accepted(putStatus(server, name, yaml, { headers: { 'content-type': 'application/yaml' } }));
    expect(put.status).toMatchObject({ phase: 'Running', message: 'from yaml' });
  });
});

describe('what PUT pods/{name}/status keeps', () => {
  test('the spec, whatever the body says of it', async () => {
    const { name, created } = await newPod();
    const spec = { containers: [{ name: 'other', image: 'other' }], nodeName: 'n1', hostNetwork: true };
    expect((await accepted(putStatus(server, name, body(name, { spec })))).spec).toEqual(created.spec);
    expect((await accepted(putStatus(server, name, body(name, { spec: {} })))).spec).toEqual(created.spec);
  });

  test('owners, uid, generation and the time of the creation', async () => {
    const owner = { apiVersion: 'v1', kind: 'Pod', name: 'o', uid: '11111111-2222-3333-4444-555555555555' };
    const { name, created } = await newPod({ metadata: { ownerReferences: [owner] } });
    const metadata = {
      ownerReferences: [{ ...owner, name: 'other' }],
      generation: 70,
      creationTimestamp: '2001-01-01T00:00:00Z',
      deletionTimestamp: '2001-01-01T00:00:00Z',
      selfLink: '/elsewhere',
    };
    const put = await accepted(putStatus(server, name, body(name, { metadata })));
    const { ownerReferences, uid, generation, creationTimestamp } = created.metadata;
    expect(put.metadata).toMatchObject({ ownerReferences, uid, generation, creationTimestamp });
    expect(put.metadata).not.toHaveProperty('deletionTimestamp');
  });

  test('the class of service, where it is not named; and it cannot be changed', async () => {
    const { name } = await newPod();
    await accepted(putStatus(server, name, body(name, { status: { qosClass: 'BestEffort' } })));
    await refused(
      putStatus(server, name, body(name, { status: { qosClass: 'Guaranteed' } })),
      422,
      `Pod "${name}" is invalid: status.qosClass: Invalid value: "Guaranteed": field is immutable`,
    );
  });
});

describe('what PUT pods/{name}/status replaces', () => {
  test('labels, annotations and finalizers, also by none', async () => {
    const { name } = await newPod({ metadata: { labels: { a: 'b' }, annotations: { c: 'd' } } });
    const metadata = { labels: { x: 'y' }, annotations: { z: '' }, finalizers: ['example.com/hold'] };
    expect((await accepted(putStatus(server, name, body(name, { metadata })))).metadata).toMatchObject(metadata);
    const bare = (await accepted(putStatus(server, name, body(name)))).metadata;
    for (const field of Object.keys(metadata)) expect(bare).not.toHaveProperty(field);
  });

  test('podIP and podIPs, each of which fills the other', async () => {
    const { name } = await newPod();
    const ips = async (status: object) => (await accepted(putStatus(server, name, body(name, { status })))).status;
    expect(await ips({ podIP: '10.0.0.1' })).toMatchObject({ podIP: '10.0.0.1', podIPs: [{ ip: '10.0.0.1' }] });
    const dual = [{ ip: '10.0.0.2' }, { ip: '2001:db8::1' }];
    expect(await ips({ podIPs: dual })).toMatchObject({ podIP: '10.0.0.2', podIPs: dual });
    expect(await ips({ podIP: '10.0.0.3', podIPs: dual })).toMatchObject({
      podIP: '10.0.0.3',
      podIPs: [{ ip: '10.0.0.3' }],
    });
  });

  test('the observed generation, which stays where it is not named', async () => {
    const { name } = await newPod();
    const observed = { observedGeneration: 1, conditions: [{ ...STATUS.conditions[0], observedGeneration: 1 }] };
    await accepted(putStatus(server, name, body(name, { status: observed })));
    const put = await accepted(putStatus(server, name, body(name)));
    expect(put.status).toMatchObject({ observedGeneration: 1, conditions: [{ type: 'Ready', observedGeneration: 1 }] });
  });
});

describe('PUT pods/{name}/status is refused', () => {
  test('with 404 where there is no such pod, and never creates one', async () => {
    await refused(putStatus(server, 'none', body('none')), 404, 'pods "none" not found');
    const elsewhere = '/api/v1/namespaces/none/pods/p/status';
    await refused(send(server, 'PUT', elsewhere, { body: body('p') }), 404, 'pods "p" not found');
    expect((await send(server, 'GET', `${PODS}/none`)).status).toBe(404);
  });

  test('with 400 where the name or the namespace of the body is another, or there is no name', async () => {
    const { name } = await newPod();
    await refused(
      putStatus(server, name, body('q')),
      400,
      `the name of the object (q) does not match the name on the URL (${name})`,
    );
    await refused(
      putStatus(server, name, {}),
      400,
      `the name of the object (${name} based on URL) was undeterminable: name must be provided`,
    );
    await refused(
      putStatus(server, name, body('q', { metadata: { namespace: 'elsewhere' } })),
      400,
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  });

  test('with 400 where the kind or the version is another', async () => {
    const { name } = await newPod();
    await refused(putStatus(server, name, { ...body(name), kind: 'Node' }), 400);
    await refused(putStatus(server, name, { ...body(name), apiVersion: 'v2' }), 400);
    await refused(putStatus(server, name, { ...body(name), apiVersion: 'apps/v1', kind: 'Deployment' }), 400);
  });

  test('with 409 where metadata.resourceVersion is stale', async () => {
    const { name, created } = await newPod();
    const { resourceVersion } = created.metadata;
    await accepted(putStatus(server, name, body(name, { metadata: { resourceVersion } })));
    const stale = body(name, { metadata: { resourceVersion }, status: { phase: 'Failed' } });
    await refused(
      putStatus(server, name, stale),
      409,
      `Operation cannot be fulfilled on pods "${name}": the object has been modified; please apply your changes to the latest version and try again`,
    );
    expect((await get(name)).status.phase).toBe('Running');
    await accepted(
      putStatus(server, name, body(name, { metadata: { resourceVersion: '0' }, status: { phase: 'Failed' } })),
    );
  });

  test('with 409 where metadata.uid is that of another pod, before anything is validated', async () => {
    const { name, created } = await newPod();
    const uid = '11111111-2222-3333-4444-555555555555';
    const wrong = body(name, { metadata: { uid, labels: { 'not valid': 'x' } } });
    await refused(
      putStatus(server, name, wrong),
      409,
      `Operation cannot be fulfilled on pods "${name}": StorageError: invalid object, Code: 4, Key: /registry/pods/default/${name}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${created.metadata.uid}`,
    );
  });

  test('with 422 for each thing that is wrong, and a cause for each', async () => {
    const { name, created } = await newPod();
    const wrong = body(name, {
      status: {
        conditions: [{ type: 'not valid', status: 'True' }],
        podIP: 'nowhere',
        nominatedNodeName: 'Bad_Node!',
        observedGeneration: -1,
      },
    });
    const answer = await putStatus(server, name, wrong);
    expect(answer.status).toBe(422);
    const { causes } = answer.json().details as { causes: { field: string }[] };
    expect(new Set(causes.map(({ field }) => field))).toEqual(
      new Set([
        'status.conditions[0].Type',
        'status.nominatedNodeName',
        'status.observedGeneration',
        'status.podIPs[0]',
      ]),
    );
    expect(answer.json().message).toMatch(new RegExp(`^Pod "${name}" is invalid: \\[status\\.`));
    expect(await get(name)).toEqual(created);
  });

  test('with 422 where labels are not valid, with a cause for each check and one message', async () => {
    const { name } = await newPod();
    const answer = await putStatus(server, name, body(name, { metadata: { labels: { 'not valid': 'x' } } }));
    expect(answer.status).toBe(422);
    const { causes } = answer.json().details as { causes: { field: string }[] };
    expect(causes.map(({ field }) => field)).toEqual(['metadata.labels', 'metadata.labels', 'metadata.labels']);
    expect(String(answer.json().message).match(/metadata\.labels/g)).toHaveLength(1);
  });

  test('with 422 where a container that terminated for good runs again', async () => {
    const { name } = await newPod({ spec: { restartPolicy: 'Never' } });
    const container = (state: object) => ({
      containerStatuses: [{ name: 'main', image: 'i', imageID: '', restartCount: 0, ready: false, state }],
    });
    await accepted(putStatus(server, name, body(name, { status: container({ terminated: { exitCode: 1 } }) })));
    await refused(
      putStatus(server, name, body(name, { status: container({ running: {} }) })),
      422,
      `Pod "${name}" is invalid: status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state`,
    );
    await accepted(putStatus(server, name, body(name, { status: { containerStatuses: [] } })));
  });
});

describe('what PUT pods/{name}/status does not judge', () => {
  const ghost = { name: 'ghost', image: '', imageID: '', ready: true, restartCount: -1 };
  test.each<[string, object]>([
    ['the phase', { phase: 'Whatever' }],
    ['the status of a condition', { conditions: [{ type: 'Ready', status: 'maybe' }] }],
    ['conditions that stand twice', { conditions: ['True', 'False'].map((status) => ({ type: 'A', status })) }],
    ["the host's address, where it stands alone", { hostIP: 'nowhere' }],
    ['containers that the spec does not have', { containerStatuses: [ghost] }],
  ])('%s', async (_, status) => {
    const { name } = await newPod();
    expect((await accepted(putStatus(server, name, body(name, { status })))).status).toMatchObject(status);
  });
});

describe('writers at once', () => {
  test('without versions all succeed, and the last one to be answered is what is stored', async () => {
    const { name } = await newPod();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        accepted(putStatus(server, name, body(name, { status: { message: `m${i}` } }))),
      ),
    );
    const versions = answers.map(({ metadata }) => Number(metadata.resourceVersion));
    expect(new Set(versions).size).toBe(20);
    const last = answers.find(({ metadata }) => Number(metadata.resourceVersion) === Math.max(...versions));
    expect((await get(name)).status.message).toBe(last?.status.message);
  });

  test('of one version exactly one succeeds', async () => {
    const { name, created } = await newPod();
    const { resourceVersion } = created.metadata;
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        putStatus(server, name, body(name, { metadata: { resourceVersion }, status: { message: `m${i}` } })),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(409)]);
  });
});
