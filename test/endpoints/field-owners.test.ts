import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ManagedFieldsEntry } from '../../schemas/meta/v1/managed-fields.ts';
import type { PodledgerServer } from '../../src/index.ts';
import { serve } from '../support/http.ts';

// The answers of a kube-apiserver v1.36.3.

const NAMESPACE = '/api/v1/namespaces/default';
const JSON_TYPE = 'application/json';
const MERGE_PATCH = 'application/merge-patch+json';
const APPLY_PATCH = 'application/apply-patch+yaml';

let server: PodledgerServer;

beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

async function write(method: string, path: string, body: object, type = JSON_TYPE) {
  const answer = await fetch(server.url + path, {
    method,
    headers: { 'content-type': type, 'user-agent': 'tester' },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as {
    readonly code?: number;
    readonly message?: string;
    readonly metadata: { readonly managedFields?: readonly ManagedFieldsEntry[]; readonly resourceVersion?: string };
  };
}

/** What each part of an object that is written gives its writer. */
function fieldsOf(answer: Awaited<ReturnType<typeof write>>) {
  const { managedFields = [] } = answer.metadata;
  return Object.fromEntries(managedFields.map(({ subresource = '', fieldsV1 }) => [subresource, fieldsV1]));
}

function pod(name: string, members: object = {}) {
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name },
    spec: { containers: [{ name: 'a', image: 'b' }] },
    ...members,
  };
}

describe('the fields of a pod', () => {
  it('belong to whoever sends them to pods/ephemeralcontainers, though it takes the containers alone', async () => {
    await write('POST', `${NAMESPACE}/pods`, pod('e'));
    const spec = { containers: [{ name: 'a', image: 'c' }], ephemeralContainers: [{ name: 'e', image: 'd' }] };
    const sent = pod('e', { metadata: { name: 'e', labels: { x: 'y' } }, spec, status: { message: 'm' } });
    const answer = await write('PUT', `${NAMESPACE}/pods/e/ephemeralcontainers`, sent);
    expect(answer).toMatchObject({ spec: { containers: [{ image: 'b' }] }, status: { phase: 'Pending' } });
    expect(answer).not.toHaveProperty('metadata.labels');
    expect(answer).not.toHaveProperty('status.message');
    expect(fieldsOf(answer).ephemeralcontainers).toEqual({
      'f:metadata': { 'f:labels': { '.': {}, 'f:x': {} } },
      'f:spec': {
        'f:containers': { 'k:{"name":"a"}': { 'f:image': {} } },
        'f:ephemeralContainers': {
          '.': {},
          'k:{"name":"e"}': {
            '.': {},
            'f:image': {},
            'f:imagePullPolicy': {},
            'f:name': {},
            'f:resources': {},
            'f:terminationMessagePath': {},
            'f:terminationMessagePolicy': {},
          },
        },
      },
      'f:status': { 'f:message': {} },
    });
  });

  it('belong to whoever sends them to pods/resize, though it takes resources alone', async () => {
    await write('POST', `${NAMESPACE}/pods`, pod('r'));
    const spec = { terminationGracePeriodSeconds: 5, containers: [{ name: 'a', image: 'c' }] };
    const sent = pod('r', { metadata: { name: 'r', labels: { x: 'y' } }, spec, status: { reason: 'why' } });
    const answer = await write('PUT', `${NAMESPACE}/pods/r/resize`, sent);
    expect(answer).toMatchObject({ spec: { terminationGracePeriodSeconds: 30 } });
    expect(answer).not.toHaveProperty('status.reason');
    expect(fieldsOf(answer).resize).toEqual({
      'f:metadata': { 'f:labels': { '.': {}, 'f:x': {} } },
      'f:spec': { 'f:containers': { 'k:{"name":"a"}': { 'f:image': {} } }, 'f:terminationGracePeriodSeconds': {} },
      'f:status': { 'f:reason': {} },
    });
  });

  it('have no annotations to own where those of former init containers are all that was sent', async () => {
    const annotations = { 'pod.beta.kubernetes.io/init-containers': '[]' };
    const answer = await write('POST', `${NAMESPACE}/pods`, pod('i', { metadata: { name: 'i', annotations } }));
    expect(answer).not.toHaveProperty('metadata.annotations');
    expect(Object.keys(fieldsOf(answer)[''] ?? {})).toEqual(['f:spec']);
  });
});

describe('the finalizers of a namespace', () => {
  const namespace = (finalizers?: readonly string[], labels: object = {}) => ({
    metadata: { name: 'n', labels },
    ...(finalizers !== undefined && { spec: { finalizers } }),
  });
  const FINALIZERS = ['kubernetes', 'example.com/z'];

  it('belong to whoever sends others, and to nobody once they are not sent, though a PUT does not change them', async () => {
    const created = await write('POST', '/api/v1/namespaces', namespace(FINALIZERS));
    expect(fieldsOf(created)['']).toMatchObject({ 'f:spec': { 'f:finalizers': {} } });
    const left = await write('PUT', '/api/v1/namespaces/n', namespace([]));
    expect(left).toMatchObject({ spec: { finalizers: FINALIZERS } });
    expect(fieldsOf(left)['']).not.toHaveProperty('f:spec');
    // Who owns what is part of the object: the write is one.
    expect(left.metadata.resourceVersion).not.toBe(created.metadata.resourceVersion);
    expect(fieldsOf(await write('PUT', '/api/v1/namespaces/n', namespace(FINALIZERS)))['']).not.toHaveProperty(
      'f:spec',
    );
    const taken = await write('PATCH', '/api/v1/namespaces/n', { spec: { finalizers: ['kubernetes'] } }, MERGE_PATCH);
    expect(taken).toMatchObject({ spec: { finalizers: FINALIZERS } });
    expect(fieldsOf(taken)['']).toHaveProperty('f:spec', { 'f:finalizers': {} });
  });
});

describe('a service account with a secret of no name', () => {
  const ACCOUNTS = `${NAMESPACE}/serviceaccounts`;
  const account = (name: string, secrets: readonly unknown[], labels: object = {}) => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, labels },
    secrets,
  });
  const UNTYPED =
    '.secrets: element 1: associative list with keys has an element that omits all key fields ["name"] (and doesn\'t have default values for any key fields)';

  it.each([[null], [{}], [{ kind: 'Secret' }]])('has no owners when it is created with %j', async (secret) => {
    const answer = await write('POST', `${ACCOUNTS}?dryRun=All`, account('a', [{ name: 'x' }, secret]));
    expect(answer).toMatchObject({ secrets: [{ name: 'x' }, {}] });
    expect(answer.metadata).not.toHaveProperty('managedFields');
  });

  it('loses its owners when it comes to have one, and gets none back when it has not any more', async () => {
    const created = await write('POST', ACCOUNTS, account('b', [{ name: 'x' }]));
    expect(fieldsOf(created)['']).toEqual({ 'f:secrets': { '.': {}, 'k:{"name":"x"}': {} } });
    for (const secrets of [[{ name: 'x' }, {}], [{ name: 'x' }]]) {
      const answer = await write('PUT', `${ACCOUNTS}/b`, account('b', secrets, { n: String(secrets.length) }));
      expect(answer.metadata).not.toHaveProperty('managedFields');
    }
  });

  it('cannot be applied to: 500', async () => {
    await write('POST', ACCOUNTS, account('c', [{ name: 'x' }, {}]));
    const configuration = { ...account('c', [], { a: 'b' }), secrets: undefined };
    const answer = await write('PATCH', `${ACCOUNTS}/c?fieldManager=m`, configuration, APPLY_PATCH);
    expect(answer).toMatchObject({
      code: 500,
      message: `failed to create manager for existing fields: failed to convert new object (default/c; /v1, Kind=ServiceAccount) to smd typed: ${UNTYPED}`,
    });
  });
});
