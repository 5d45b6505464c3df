import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PodledgerServer } from '../../src/index.ts';
import { createPod, PODS, send, serve } from '../support/http.ts';

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve({ selfLink: false });
});
afterAll(() => server.close());

const JSON_TYPE = { 'content-type': 'application/json' };
const LEASES = '/apis/coordination.k8s.io/v1/namespaces/default/leases';

const remove = (path: string, body?: unknown, headers: Record<string, string> = JSON_TYPE) =>
  send(server, 'DELETE', path, body === undefined ? {} : { headers, body });

async function createLease(name: string, metadata: object = {}): Promise<string> {
  const answer = await send(server, 'POST', LEASES, {
    headers: JSON_TYPE,
    body: { metadata: { name, ...metadata }, spec: {} },
  });
  expect(answer.status).toBe(201);
  return String(answer.json().metadata.uid);
}

describe('a deletion is answered', () => {
  test('with the last state of a pod', async () => {
    await createPod(server, 'last');
    const answer = await remove(`${PODS}/last`);
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({ kind: 'Pod', metadata: { name: 'last', deletionGracePeriodSeconds: 0 } });
  });

  test('with a Status for kinds whose last state says nothing more', async () => {
    const uid = await createLease('gone');
    const details = { name: 'gone', group: 'coordination.k8s.io', kind: 'leases', uid };
    const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
    const dryRun = await remove(`${LEASES}/gone?dryRun=All`);
    expect(dryRun.json()).toEqual(status);
    const accept = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
    const answer = await send(server, 'DELETE', `${LEASES}/gone`, { headers: accept });
    expect(answer.status).toBe(200);
    expect(answer.text).toBe(`${JSON.stringify(status)}\n`);
  });

  test('with the object where it is not gone yet, 202 where nothing is to be orphaned', async () => {
    await createLease('held', { finalizers: ['example.com/hold'] });
    const [first, second] = [await remove(`${LEASES}/held`), await remove(`${LEASES}/held?orphanDependents=false`)];
    expect([first.status, second.status]).toEqual([200, 202]);
    expect(second.json()).toMatchObject({ kind: 'Lease', metadata: { deletionGracePeriodSeconds: 0 } });
  });

  test('200 where nothing is to be orphaned and the object is gone', async () => {
    await createPod(server, 'at-once');
    expect((await remove(`${PODS}/at-once`, { orphanDependents: false })).status).toBe(200);
  });
});

describe('the options of a deletion', () => {
  let names = 0;

  test.each([
    [
      '{"gracePeriodSeconds":"soon"}',
      'json: cannot unmarshal string into Go struct field DeleteOptions.gracePeriodSeconds of type int64',
    ],
    ['{"kind":', "couldn't get version/kind; json parse error: unexpected end of JSON input"],
    [
      '{"kind":true}',
      "couldn't get version/kind; json parse error: json: cannot unmarshal bool into Go struct field .kind of type string",
    ],
    [
      '{"kind":"UpdateOptions","apiVersion":"v1"}',
      'converting (v1.UpdateOptions) to (v1.DeleteOptions): unknown conversion',
    ],
    [
      '{"kind":"Pod","apiVersion":"v1"}',
      'no kind "Pod" is registered for version "v1" in scheme "pkg/runtime/scheme.go:111"',
    ],
  ])('%s are refused', async (body, message) => {
    names += 1;
    await createPod(server, `kept${names}`);
    const answer = await remove(`${PODS}/kept${names}`, body);
    expect(answer.json()).toMatchObject({ code: 400, reason: 'BadRequest', message });
    expect((await send(server, 'GET', `${PODS}/kept${names}`)).status).toBe(200);
  });

  test.each(['v1', 'meta.k8s.io/v1', 'coordination.k8s.io/v1', 'example.com/v9'])(
    'may be those of %s',
    async (apiVersion) => {
      await createLease('any');
      const answer = await remove(`${LEASES}/any`, { apiVersion, kind: 'DeleteOptions', colour: 'red' });
      expect(answer.json()).toMatchObject({ kind: 'Status', status: 'Success' });
      expect(answer.warnings).toEqual([]);
    },
  );

  test('are checked all at once', async () => {
    const answer = await remove(`${PODS}/none`, {
      propagationPolicy: 'Never',
      orphanDependents: true,
      dryRun: ['Some'],
    });
    expect(answer.json()).toMatchObject({
      code: 422,
      details: {
        kind: 'DeleteOptions',
        causes: [
          {
            field: 'propagationPolicy',
            message: 'Invalid value: "Never": orphanDependents and deletionPropagation cannot be both set',
          },
          {
            field: 'propagationPolicy',
            message: 'Unsupported value: "Never": supported values: "Foreground", "Background", "Orphan", "nil"',
          },
          { field: 'dryRun' },
        ],
      },
    });
  });

  test('of the query hold preconditions, too', async () => {
    const pod = await createPod(server, 'known');
    expect((await remove(`${PODS}/known?uid=other`)).status).toBe(409);
    expect((await remove(`${PODS}/known?resourceVersion=1`)).status).toBe(409);
    const { uid, resourceVersion } = pod.metadata;
    expect((await remove(`${PODS}/known?uid=${uid}&resourceVersion=${resourceVersion}`)).status).toBe(200);
  });

  test.each([
    ['orphanDependents=', ['orphan']],
    ['orphanDependents=yes', ['orphan']],
    ['orphanDependents=0', undefined],
    ['orphanDependents=FALSE', undefined],
  ])('?%s is read as kube-apiserver reads it', async (query, finalizers) => {
    await createPod(server, 'orphan');
    const answer = await remove(`${PODS}/orphan?dryRun=All&${query}`);
    expect(answer.json().metadata.finalizers).toEqual(finalizers);
    await remove(`${PODS}/orphan`);
  });

  test.each([
    ['gracePeriodSeconds=', 'strconv.ParseInt: parsing "": invalid syntax'],
    ['gracePeriodSeconds=1.5', 'strconv.ParseInt: parsing "1.5": invalid syntax'],
    ['gracePeriodSeconds=9223372036854775808', 'strconv.ParseInt: parsing "9223372036854775808": value out of range'],
  ])('?%s is refused', async (query, message) => {
    expect((await remove(`${PODS}/none?${query}`)).json()).toMatchObject({ code: 400, message });
  });
});

test('a name whose object is being deleted is answered 409, and says so', async () => {
  await createPod(server, 'ending', { spec: { nodeName: 'n1' } });
  await remove(`${PODS}/ending`);
  const answer = await send(server, 'POST', PODS, {
    headers: JSON_TYPE,
    body: { metadata: { name: 'ending' }, spec: { containers: [{ name: 'a', image: 'b' }] } },
  });
  expect(answer.json()).toMatchObject({
    code: 409,
    reason: 'AlreadyExists',
    message: 'object is being deleted: pods "ending" already exists',
  });
});

describe('a deletion of a collection', () => {
  const COLLECTION = '/api/v1/namespaces/collected/pods';
  const pod = (name: string) => ({
    metadata: { name, labels: { own: name } },
    spec: { containers: [{ name: 'a', image: 'b' }] },
  });
  const create = async (...names: string[]): Promise<void> => {
    for (const name of names) {
      expect((await send(server, 'POST', COLLECTION, { headers: JSON_TYPE, body: pod(name) })).status).toBe(201);
    }
  };
  const names = async (): Promise<string[]> => {
    const { items } = (await send(server, 'GET', COLLECTION)).json<{
      items: { metadata: { name: string } }[];
    }>();
    return items.map(({ metadata }) => metadata.name);
  };
  beforeAll(async () => {
    await send(server, 'POST', '/api/v1/namespaces', { headers: JSON_TYPE, body: { metadata: { name: 'collected' } } });
  });

  test('is answered with the list of what was deleted', async () => {
    await create('a', 'b', 'c');
    const answer = await remove(`${COLLECTION}?labelSelector=own+in+(a,b)&fieldSelector=metadata.name!%3Db`);
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({ kind: 'PodList', items: [{ metadata: { name: 'a' } }] });
    expect(await names()).toEqual(['b', 'c']);
    expect((await remove(`${COLLECTION}?limit=1`)).json().metadata).toMatchObject({ remainingItemCount: 1 });
    expect(await names()).toEqual(['c']);
    await remove(COLLECTION);
    expect(await names()).toEqual([]);
  });

  test('comes as a table where that is asked for', async () => {
    await create('a');
    const headers = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
    const answer = await send(server, 'DELETE', COLLECTION, { headers });
    expect(answer.json()).toMatchObject({ kind: 'Table', rows: [{ object: { metadata: { name: 'a' } } }] });
    expect(await names()).toEqual([]);
  });

  test('looks at its options before the version or the token of the list, and at the form of its answer last', async () => {
    await create('a');
    const accept = 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io';
    const tried = async (query: string, body: object) =>
      (await remove(`${COLLECTION}?${query}`, body, { ...JSON_TYPE, accept })).status;
    expect(await tried('resourceVersion=1x', { propagationPolicy: 'Never' })).toBe(422);
    expect(await tried('continue=e30', { propagationPolicy: 'Never' })).toBe(422);
    expect(await tried('resourceVersion=1x', {})).toBe(400);
    expect(await tried('limit=few', {})).toBe(400);
    expect(await names()).toEqual(['a']);
    expect(await tried('', {})).toBe(406);
    expect(await names()).toEqual([]);
  });

  test('takes the options of a deletion from the body, or the query', async () => {
    await create('a');
    await remove(`${COLLECTION}?dryRun=All`);
    await remove(COLLECTION, { dryRun: ['All'] });
    expect(await names()).toEqual(['a']);
    expect((await remove(COLLECTION, { preconditions: { uid: 'other' } })).status).toBe(409);
    await remove(COLLECTION, { propagationPolicy: 'Foreground' });
    expect((await send(server, 'GET', `${COLLECTION}/a`)).json().metadata.finalizers).toEqual(['foregroundDeletion']);
  });

  test.each([
    ['?labelSelector=(', 400],
    ['?fieldSelector=spec.colour%3Dred', 400],
    ['?limit=few', 400],
    ['?resourceVersionMatch=Exact', 422],
    ['?propagationPolicy=Never', 422],
    ['?resourceVersion=999999', 504],
  ])(
    'with %s is answered %i and deletes nothing',
    async (query, code) => {
      await send(server, 'POST', COLLECTION, { headers: JSON_TYPE, body: pod('kept') });
      const before = await names();
      expect(before).toContain('kept');
      expect((await remove(`${COLLECTION}${query}`)).status).toBe(code);
      expect(await names()).toEqual(before);
    },
    10_000,
  );

  test('is not served for all namespaces at once, nor for namespaces', async () => {
    expect((await remove('/api/v1/pods')).status).toBe(405);
    expect((await remove('/api/v1/namespaces')).status).toBe(405);
  });
});

/** Asks for an object until it is gone. */
async function gone(from: PodledgerServer, path: string): Promise<void> {
  while ((await send(from, 'GET', path)).status !== 404);
}

describe('by itself', () => {
  test('a namespace that is deleted goes with what is in it', async () => {
    const namespace = { metadata: { name: 'doomed' } };
    const created = await send(server, 'POST', '/api/v1/namespaces', { headers: JSON_TYPE, body: namespace });
    expect(created.status).toBe(201);
    const body = { metadata: { name: 'p' }, spec: { containers: [{ name: 'a', image: 'b' }] } };
    await send(server, 'POST', '/api/v1/namespaces/doomed/pods', { headers: JSON_TYPE, body });
    const deleted = await remove('/api/v1/namespaces/doomed');
    expect(deleted.json()).toMatchObject({
      kind: 'Namespace',
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Terminating' },
    });
    await gone(server, '/api/v1/namespaces/doomed');
    expect((await send(server, 'GET', '/api/v1/namespaces/doomed/pods/p')).status).toBe(404);
  });

  test('an object whose owners are gone goes with --garbage-collector, and stays without', async () => {
    const ownerReferences = [{ apiVersion: 'v1', kind: 'Pod', name: 'none', uid: 'none' }];
    // It has had longer than the other when that one is gone.
    await createPod(server, 'owned', { metadata: { ownerReferences } });
    const collecting = await serve({ garbageCollector: true });
    try {
      await createPod(collecting, 'owned', { metadata: { ownerReferences } });
      await gone(collecting, `${PODS}/owned`);
    } finally {
      await collecting.close();
    }
    expect((await send(server, 'GET', `${PODS}/owned`)).status).toBe(200);
  });
});

describe('the subresources of a namespace', () => {
  const PATH = '/api/v1/namespaces/parts';
  beforeAll(async () => {
    await send(server, 'POST', '/api/v1/namespaces', { headers: JSON_TYPE, body: { metadata: { name: 'parts' } } });
  });
  const put = (path: string, body: object) => send(server, 'PUT', path, { headers: JSON_TYPE, body });

  test('status is read and written, and leaves the finalizers', async () => {
    const conditions = [{ type: 'Odd', status: 'True', lastTransitionTime: null }];
    const answer = await put(`${PATH}/status`, { metadata: { name: 'parts' }, spec: {}, status: { conditions } });
    expect(answer.json()).toMatchObject({
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active', conditions: [{ type: 'Odd' }] },
    });
    expect((await send(server, 'GET', `${PATH}/status`)).json()).toMatchObject({ status: answer.json().status });
    const refused = await put(`${PATH}/status`, { metadata: { name: 'parts' }, status: { phase: 'Terminating' } });
    expect(refused.json()).toMatchObject({
      code: 422,
      message:
        'Namespace "parts" is invalid: status.Phase: Invalid value: "Terminating": may only be \'Active\' if `deletionTimestamp` is empty',
    });
  });

  test('finalize is written only, and leaves the status', async () => {
    expect((await send(server, 'GET', `${PATH}/finalize`)).status).toBe(405);
    const body = {
      metadata: { name: 'parts' },
      spec: { finalizers: ['example.com/a'] },
      status: { phase: 'Terminating' },
    };
    const answer = await put(`${PATH}/finalize`, body);
    expect(answer.json()).toMatchObject({ spec: { finalizers: ['example.com/a'] }, status: { phase: 'Active' } });
    const main = await put(PATH, { metadata: { name: 'parts' }, spec: { finalizers: [] } });
    expect(main.json()).toMatchObject({ spec: { finalizers: ['example.com/a'] } });
  });

  test('finalize lets a namespace go that is being deleted', async () => {
    await remove(PATH);
    expect((await put(`${PATH}/finalize`, { metadata: { name: 'parts' }, spec: {} })).status).toBe(200);
    expect((await send(server, 'GET', PATH)).status).toBe(404);
  });
});

// kube-apiserver hides the policy when it reads or writes a service, and not where it answers what it has in its store.
describe('the policy for traffic within the cluster of a service that is but another name is answered', () => {
  const SERVICES = '/api/v1/namespaces/default/services';
  const policyOf = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) => {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const answer = await send(
      server,
      method,
      path,
      body === undefined ? {} : { headers: { 'content-type': type }, body },
    );
    return (answer.json().spec as { internalTrafficPolicy?: string }).internalTrafficPolicy;
  };

  test('by status, by a deletion that waits and by the update that ends it', async () => {
    const spec = { type: 'ExternalName', externalName: 'a', internalTrafficPolicy: 'Local' };
    const path = `${SERVICES}/alias`;
    const body = { metadata: { name: 'alias', finalizers: ['example.com/a'] }, spec };
    expect(await policyOf('POST', SERVICES, body)).toBeUndefined();
    expect(await policyOf('GET', path)).toBeUndefined();
    expect(await policyOf('GET', `${path}/status`)).toBe('Local');
    expect(await policyOf('PATCH', `${path}/status`, { status: {} })).toBe('Local');
    expect(await policyOf('DELETE', path)).toBe('Local');
    expect(await policyOf('GET', path)).toBeUndefined();
    expect(await policyOf('PATCH', path, { metadata: { finalizers: null } })).toBe('Local');
  });
});
