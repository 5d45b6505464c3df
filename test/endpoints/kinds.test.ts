import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PodledgerServer } from '../../src/index.ts';
import { send, serve } from '../support/http.ts';

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

const headers = { 'content-type': 'application/json' };
const SPEC = { user: 'a', resourceAttributes: { namespace: 'none', verb: 'get', resource: 'pods' } };

describe('reviews over HTTP', () => {
  it('are created, not read', async () => {
    const path = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
    expect((await send(server, 'POST', path, { headers, body: { spec: SPEC } })).status).toBe(201);
    expect((await send(server, 'GET', path)).status).toBe(405);
  });

  it('tell nobody which namespaces exist', async () => {
    const path = '/apis/authorization.k8s.io/v1/namespaces/none/localsubjectaccessreviews';
    const { status, json } = await send(server, 'POST', path, { headers, body: { spec: SPEC } });
    expect(status).toBe(201);
    expect(json()).toMatchObject({ metadata: { namespace: 'none' }, status: { allowed: true } });
  });

  it('take everyone for anonymous, as the server asks nobody who they are', async () => {
    const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
    expect((await send(server, 'POST', path, { headers, body: {} })).json()).toMatchObject({
      status: { userInfo: { username: 'system:anonymous', groups: ['system:unauthenticated'] } },
    });
  });
});

describe('a new server', () => {
  it('has the priority classes of critical pods', async () => {
    const { json } = await send(server, 'GET', '/apis/scheduling.k8s.io/v1/priorityclasses');
    expect(json()).toMatchObject({
      items: [
        { metadata: { name: 'system-cluster-critical', generation: 1 }, value: 2_000_000_000 },
        { metadata: { name: 'system-node-critical', generation: 1 }, value: 2_000_001_000 },
      ],
    });
  });

  it('selects objects of kinds that have no fields of their own by name and namespace, and by nothing else', async () => {
    const path = '/apis/scheduling.k8s.io/v1/priorityclasses?fieldSelector=';
    const named = await send(server, 'GET', `${path}metadata.name%3Dsystem-node-critical`);
    expect((named.json().items as unknown[]).length).toBe(1);
    expect((await send(server, 'GET', `${path}metadata.namespace%3Dx`)).json()).toMatchObject({ items: [] });
    expect((await send(server, 'GET', `${path}value%3D1`)).json()).toMatchObject({
      code: 400,
      message: '"value" is not a known field selector: only "metadata.name", "metadata.namespace"',
    });
  });

  it('fills in what an address of a load balancer means, where a patch of the status leaves that out', async () => {
    const path = '/api/v1/namespaces/default/services';
    const spec = { type: 'LoadBalancer', ports: [{ port: 80 }] };
    await send(server, 'POST', path, { headers, body: { metadata: { name: 'balanced' }, spec } });
    const patched = await send(server, 'PATCH', `${path}/balanced/status`, {
      headers: { 'content-type': 'application/merge-patch+json' },
      body: { status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } } },
    });
    expect(patched.status).toBe(200);
    expect(patched.json()).toMatchObject({
      spec: { type: 'LoadBalancer' },
      status: { loadBalancer: { ingress: [{ ip: '192.0.2.1', ipMode: 'VIP' }] } },
    });
  });

  it.each([
    ['/api/v1/namespaces/default/events', {}],
    ['/apis/events.k8s.io/v1/namespaces/default/events', { finalizers: ['orphan'] }],
  ])('deletes events at once, whatever is to become of what belongs to them: %s', async (path, metadata) => {
    const involvedObject = { namespace: 'default' };
    const event = { metadata: { name: 'e', ...metadata }, involvedObject };
    const created = await send(server, 'POST', '/api/v1/namespaces/default/events', { headers, body: event });
    expect(created.status).toBe(201);
    const deleted = await send(server, 'DELETE', `${path}/e`, { headers, body: { propagationPolicy: 'Orphan' } });
    expect(deleted.status).toBe(200);
    expect((await send(server, 'GET', `${path}/e`)).status).toBe(404);
  });

  it('lets a PUT create a lease, and answers 201', async () => {
    const path = '/apis/coordination.k8s.io/v1/namespaces/default/leases/l';
    const body = { metadata: { name: 'l' }, spec: { holderIdentity: 'a' } };
    const created = await send(server, 'PUT', path, { headers, body });
    expect(created.status).toBe(201);
    const again = { ...body, metadata: { ...created.json().metadata }, spec: { holderIdentity: 'b' } };
    expect((await send(server, 'PUT', path, { headers, body: again })).status).toBe(200);
  });

  it('lets a PUT create a runtime class, and answers 201', async () => {
    const body = { metadata: { name: 'made-by-put' }, handler: 'runc' };
    const path = '/apis/node.k8s.io/v1/runtimeclasses/made-by-put';
    expect((await send(server, 'PUT', path, { headers, body })).status).toBe(201);
  });

  it.each([
    ['/api/v1/nodes/n', {}],
    ['/api/v1/namespaces/default/podtemplates/n', { template: { spec: { containers: [{ name: 'c', image: 'i' }] } } }],
  ])('answers 404 where a PUT may not create what it names: %s', async (path, rest) => {
    const body = { metadata: { name: 'n' }, ...rest };
    expect((await send(server, 'PUT', path, { headers, body })).status).toBe(404);
  });
});
