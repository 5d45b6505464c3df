import { describe, expect, test } from 'vitest';
import { type ObjectServer, objectServer } from '../../support/object-server.ts';

const POD_KEY = '/registry/pods/default/p';
const POD_PATH = '/api/v1/namespaces/default/pods/p';
const MAP_KEY = '/registry/configmaps/default/m';
const MAP_PATH = '/api/v1/namespaces/default/configmaps/m';
const MERGE = { 'content-type': 'application/merge-patch+json' };

/** A server whose store has a text that some other version or program wrote. */
async function serverWith(key: string, document: unknown): Promise<ObjectServer> {
  const server = await objectServer();
  await server.send('POST', '/api/v1/namespaces', { metadata: { name: 'default' } });
  await server.write(key, typeof document === 'string' ? document : `${JSON.stringify(document)}\n`);
  return server;
}

async function stored(server: ObjectServer, key: string): Promise<unknown> {
  return JSON.parse((await server.textOf(key)) ?? '');
}

const container = {
  name: 'main',
  image: 'registry.example/app:1.0',
  resources: {},
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  imagePullPolicy: 'IfNotPresent',
};

/** A pod as this version stores it. */
const pod = {
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: {
    name: 'p',
    namespace: 'default',
    uid: 'u-1',
    generation: 1,
    creationTimestamp: '2026-01-02T03:04:05Z',
    labels: { app: 'x' },
  },
  spec: {
    containers: [container],
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
    enableServiceLinks: true,
  },
  status: { phase: 'Pending', qosClass: 'BestEffort' },
};

/** The same as a version stores it that says more, everywhere. */
const newerPod = {
  ...pod,
  metadata: {
    ...pod.metadata,
    ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: 'n', uid: 'u-2', sinceWhen: 'always' }],
    origin: { cluster: 'a' },
  },
  spec: { ...pod.spec, containers: [{ ...container, tempo: { steps: [1, 1.0] } }], moons: 2 },
  placement: { rack: 'r1' },
};

describe('an object that a newer version stored', () => {
  test('is answered with all that it says', async () => {
    await using server = await serverWith(POD_KEY, newerPod);
    const answer = JSON.parse((await server.send('GET', POD_PATH)).text);
    expect(answer).toEqual({ ...newerPod, metadata: { ...newerPod.metadata, resourceVersion: '2' } });
  });

  test('loses nothing through a PUT of its status', async () => {
    await using server = await serverWith(POD_KEY, newerPod);
    const answer = await server.send('PUT', `${POD_PATH}/status`, { ...pod, status: { phase: 'Running' } });
    expect(answer.status, answer.text).toBe(200);
    expect(await stored(server, POD_KEY)).toEqual({
      ...newerPod,
      status: { phase: 'Running', qosClass: 'BestEffort' },
    });
  });

  test('loses nothing through a patch of its status', async () => {
    await using server = await serverWith(POD_KEY, newerPod);
    const answer = await server.send('PATCH', `${POD_PATH}/status`, { status: { phase: 'Running' } }, MERGE);
    expect(answer.status, answer.text).toBe(200);
    expect(await stored(server, POD_KEY)).toMatchObject({ ...newerPod, status: { phase: 'Running' } });
  });

  test('loses nothing outside of the metadata through a patch of its labels', async () => {
    await using server = await serverWith(POD_KEY, newerPod);
    const answer = await server.send('PATCH', POD_PATH, { metadata: { labels: { app: 'y' } } }, MERGE);
    expect(answer.status, answer.text).toBe(200);
    expect(await stored(server, POD_KEY)).toMatchObject({
      metadata: { labels: { app: 'y' }, origin: { cluster: 'a' } },
      spec: newerPod.spec,
      placement: newerPod.placement,
    });
  });

  test('loses nothing else through a patch of one of its fields', async () => {
    const map = { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'm', namespace: 'default', uid: 'u' } };
    await using server = await serverWith(MAP_KEY, { ...map, data: { a: '1' }, ultraData: { b: [1, null] } });
    const answer = await server.send('PATCH', MAP_PATH, { data: { a: '2' } }, MERGE);
    expect(answer.status, answer.text).toBe(200);
    expect(await stored(server, MAP_KEY)).toMatchObject({ ...map, data: { a: '2' }, ultraData: { b: [1, null] } });
  });

  test('loses nothing through its deletion in steps', async () => {
    await using server = await serverWith(POD_KEY, { ...newerPod, spec: { ...newerPod.spec, nodeName: 'n' } });
    const answer = await server.send('DELETE', POD_PATH);
    expect(answer.status, answer.text).toBe(200);
    expect(await stored(server, POD_KEY)).toMatchObject({ ...newerPod, metadata: { deletionGracePeriodSeconds: 30 } });
  });
});

describe('an object that an older version stored', () => {
  const { restartPolicy: _, ...olderSpec } = pod.spec;
  const { resources: __, ...olderContainer } = container;
  const older = { ...pod, spec: { ...olderSpec, containers: [olderContainer] } };

  test('is read with what it does not say', async () => {
    await using server = await serverWith(POD_KEY, older);
    const answer = await server.send('PATCH', `${POD_PATH}/status`, { status: { phase: 'Running' } }, MERGE);
    expect(answer.status, answer.text).toBe(200);
    expect(await stored(server, POD_KEY)).toMatchObject({ ...older, status: { phase: 'Running' } });
  });

  test('that knew a field less opens with all others', async () => {
    const map = { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'm', namespace: 'default', uid: 'u' } };
    await using server = await serverWith(MAP_KEY, { ...map, data: { a: '1' } });
    const answer = await server.send('PATCH', MAP_PATH, { metadata: { labels: { a: 'b' } } }, MERGE);
    expect(answer.status, answer.text).toBe(200);
    expect(await stored(server, MAP_KEY)).toMatchObject({ ...map, data: { a: '1' }, metadata: { labels: { a: 'b' } } });
  });
});

describe('an object that another program stored', () => {
  const shuffled = {
    status: pod.status,
    metadata: {
      uid: 'u-1',
      labels: { app: 'x' },
      resourceVersion: '77',
      selfLink: '/old',
      deletionTimestamp: null,
      namespace: 'default',
      managedFields: [],
      generation: 9007199254740993n,
      name: 'p',
    },
    apiVersion: 'v1',
    spec: pod.spec,
    kind: 'Pod',
  };
  const text = JSON.stringify(shuffled, (_, value: unknown) => (typeof value === 'bigint' ? 'long' : value), 2)
    .replace('"long"', '9007199254740993')
    .replace('"app": "x"', '"app": "\\u0078", "app": "\\u0078"');

  test('in another order, with white space and escapes, is answered in this one', async () => {
    await using server = await serverWith(POD_KEY, text);
    const list = await server.send('GET', '/api/v1/namespaces/default/pods?labelSelector=app%3Dx');
    expect(list.text).toContain(
      '"items":[{"metadata":{"name":"p","namespace":"default","uid":"u-1","resourceVersion":"2",' +
        '"generation":9007199254740993,"labels":{"app":"x"}},"spec":{"containers":[{"name":"main",',
    );
  });

  test('keeps what it says when it is written', async () => {
    await using server = await serverWith(POD_KEY, text);
    const answer = await server.send('PATCH', `${POD_PATH}/status`, { status: { phase: 'Running' } }, MERGE);
    expect(answer.status, answer.text).toBe(200);
    expect(await server.textOf(POD_KEY)).toMatch(
      /^\{"kind":"Pod","apiVersion":"v1","metadata":\{"name":"p","namespace":"default","uid":"u-1","generation":9007199254740993,"labels":\{"app":"x"\}\},"spec":/,
    );
    expect(await stored(server, POD_KEY)).toMatchObject({ spec: pod.spec, status: { phase: 'Running' } });
  });
});

test('who owns fields of a stored object is known, and stays as it is where it says so in no known way', async () => {
  const entry = {
    manager: 'other',
    operation: 'Update',
    apiVersion: 'v1',
    time: '2026-01-02T03:04:05Z',
    fieldsType: 'FieldsV1',
    fieldsV1: { 'f:metadata': { 'f:labels': { 'f:app': {} } } },
  };
  const ownersAfterPatch = async (managedFields: object[]): Promise<unknown[]> => {
    await using server = await serverWith(POD_KEY, { ...pod, metadata: { ...pod.metadata, managedFields } });
    const before = JSON.parse((await server.send('GET', POD_PATH)).text);
    expect(before.metadata.managedFields).toEqual(managedFields);
    const patch = { status: { phase: 'Running' } };
    const answer = await server.send('PATCH', `${POD_PATH}/status?fieldManager=me`, patch, MERGE);
    expect(answer.status, answer.text).toBe(200);
    const after = (await stored(server, POD_KEY)) as { metadata: { managedFields: { manager: string }[] } };
    return after.metadata.managedFields.map(({ manager }) => manager);
  };
  expect(await ownersAfterPatch([entry])).toEqual(['me', 'other']);
  expect(await ownersAfterPatch([{ ...entry, fieldsType: 'FieldsV9' }])).toEqual(['other']);
});

describe('what is no object of its kind', () => {
  const broken: [string, unknown, RegExp][] = [
    ['no JSON', '{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p"', /json parse error: unexpected end of JSON/],
    ['of another kind', { ...pod, kind: 'Node' }, /Node/],
    ['of a version that is not known', { ...pod, apiVersion: 'v9' }, /no kind "Pod" is registered for version "v9"/],
    ['without a kind', { metadata: pod.metadata }, /Object 'Kind' is missing/],
    ['of another type', { ...pod, metadata: { ...pod.metadata, name: 5 } }, /cannot unmarshal number/],
    ['with a line feed in a name', '{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p\n"}}', /json parse error/],
    ['in protobuf', 'k8s\u0000\n\u0009', /json parse error/],
  ];

  test.each(broken)('%s, is answered with 500 in the words of its decoder', async (_, document, message) => {
    const found: string[] = [];
    await using server = await objectServer({ found: (key) => found.push(key) });
    await server.write(POD_KEY, typeof document === 'string' ? document : JSON.stringify(document));
    for (const [method, path, body] of [
      ['GET', POD_PATH, undefined],
      ['GET', '/api/v1/pods', undefined],
      ['GET', '/api/v1/pods?labelSelector=a', undefined],
      ['GET', '/api/v1/pods?fieldSelector=status.phase%3Da', undefined],
      ['PUT', `${POD_PATH}/status`, pod],
      ['DELETE', POD_PATH, undefined],
    ] as const) {
      const answer = await server.send(method, path, body);
      expect(answer.status, `${method} ${path}`).toBe(500);
      expect(JSON.parse(answer.text)).toMatchObject({ kind: 'Status', message: expect.stringMatching(message) });
    }
    // Told of once, however often it is read.
    expect(found).toEqual([POD_KEY]);
  });

  test('leaves all others alone', async () => {
    await using server = await serverWith(POD_KEY, 'nonsense');
    await server.write(
      '/registry/pods/default/q',
      JSON.stringify({ ...pod, metadata: { ...pod.metadata, name: 'q' } }),
    );
    const answer = await server.send('GET', `${POD_PATH.slice(0, -1)}q`);
    expect(answer.status).toBe(200);
    const create = await server.send('POST', '/api/v1/namespaces/default/pods', {
      metadata: { name: 'p' },
      spec: { containers: [{ name: 'a', image: 'b' }] },
    });
    expect(create.status).toBe(409);
  });
});

test('a key that no kind knows is left alone', async () => {
  const found: string[] = [];
  await using server = await objectServer({ found: (key) => found.push(key) });
  await server.write('/registry/ranges/servicenodeports', 'k8s\u0000');
  await server.write('/registry/pods', 'x');
  await server.write('/registry/x.example.com/pods/default/p', 'x');
  expect((await server.send('GET', '/api/v1/pods')).status).toBe(200);
  expect(found).toEqual([]);
  expect(await server.textOf('/registry/ranges/servicenodeports')).toBe('k8s\u0000');
});

test('a long list is refused whole where its last object cannot be decoded, and nothing of the collection is deleted', async () => {
  await using server = await serverWith('/registry/configmaps/default/z', '{"kind":"ConfigMap"}');
  const maps = '/api/v1/namespaces/default/configmaps';
  const data = { text: 'x'.repeat(20_000) };
  for (let i = 0; i < 10; i += 1) await server.send('POST', maps, { metadata: { name: `m${i}` }, data });
  const list = await server.send('GET', maps);
  expect([list.status, list.json().kind]).toEqual([500, 'Status']);
  expect((await server.send('DELETE', maps)).status).toBe(500);
  expect((await server.send('GET', `${maps}/m0`)).status).toBe(200);
  expect((await server.send('GET', `${maps}?limit=10`)).status).toBe(200);
});
