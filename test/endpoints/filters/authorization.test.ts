import { describe, expect, test } from 'vitest';
import { alwaysAllow } from '../../../src/auth/authorization/always-allow.ts';
import type { AuthorizationAttributes, Authorizer, Decision } from '../../../src/auth/authorization/authorizer.ts';
import { openApp, type TestApp } from '../../support/app.ts';

const ALICE = { username: 'alice', groups: ['dev'] };
const POD = { metadata: { name: 'p' }, spec: { containers: [{ name: 'main', image: 'registry.example/app:1' }] } };

/** An app in which everybody is alice, and one decision is taken of everything that she wants. */
function appOf(decide: (attributes: AuthorizationAttributes) => Decision | Promise<Decision>): Promise<TestApp> {
  const authorizer: Authorizer = { ...alwaysAllow, authorize: decide };
  return openApp({ access: { authenticator: { authenticate: () => ({ user: ALICE }) }, authorizer } });
}

const denied = () => appOf(() => ({ outcome: 'NoOpinion', reason: '' }));

describe('what a user may not', () => {
  test.each([
    ['GET', '/api/v1/namespaces/n/pods/p', 'pods "p"', 'get resource "pods" in API group "" in the namespace "n"'],
    [
      'PUT',
      '/api/v1/namespaces/n/pods/p/status',
      'pods "p"',
      'update resource "pods/status" in API group "" in the namespace "n"',
    ],
    ['POST', '/api/v1/namespaces/n/pods', 'pods', 'create resource "pods" in API group "" in the namespace "n"'],
    [
      'DELETE',
      '/api/v1/namespaces/n/pods',
      'pods',
      'deletecollection resource "pods" in API group "" in the namespace "n"',
    ],
    ['GET', '/api/v1/pods?watch=1', 'pods', 'watch resource "pods" in API group "" at the cluster scope'],
    [
      'GET',
      '/api/v1/pods?fieldSelector=metadata.name%3Dx',
      'pods "x"',
      'list resource "pods" in API group "" at the cluster scope',
    ],
    [
      'GET',
      '/api/v1/watch/namespaces/n/pods/p',
      'pods "p"',
      'watch resource "pods" in API group "" in the namespace "n"',
    ],
    [
      'POST',
      '/api/v1/namespaces/n/pods/p/exec?command=ls',
      'pods "p"',
      'create resource "pods/exec" in API group "" in the namespace "n"',
    ],
    [
      'PATCH',
      '/api/v1/namespaces/n',
      'namespaces "n"',
      'patch resource "namespaces" in API group "" in the namespace "n"',
    ],
    ['GET', '/api/v1/nodes/x', 'nodes "x"', 'get resource "nodes" in API group "" at the cluster scope'],
    [
      'GET',
      '/apis/policy/v1/poddisruptionbudgets',
      'poddisruptionbudgets.policy',
      'list resource "poddisruptionbudgets" in API group "policy" at the cluster scope',
    ],
    [
      'GET',
      '/apis/none/v1/namespaces/n/things/t',
      'things.none "t"',
      'get resource "things" in API group "none" in the namespace "n"',
    ],
    ['OPTIONS', '/api/v1/pods', 'pods', ' resource "pods" in API group "" at the cluster scope'],
    ['GET', '/api/v1/nodes/a%26b', 'nodes "a&b"', 'get resource "nodes" in API group "" at the cluster scope'],
  ])('%s %s is 403', async (method, path, what, why) => {
    await using app = await denied();
    const answer = await app.send(method, path);
    expect(answer.status).toBe(403);
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'audit-id': expect.any(String) });
    expect(answer.json()).toMatchObject({
      kind: 'Status',
      code: 403,
      reason: 'Forbidden',
      message: `${what} is forbidden: User "alice" cannot ${why}`,
    });
  });

  test.each([
    ['GET', '/healthz', 'get path "/healthz"'],
    ['HEAD', '/livez', undefined],
    ['GET', '/version/', 'get path "/version/"'],
    ['GET', '/', 'get path "/"'],
    ['GET', '/apis', 'get path "/apis"'],
    ['GET', '/api/v1', 'get path "/api/v1"'],
    ['GET', '/openapi/v2', 'get path "/openapi/v2"'],
    ['POST', '/nothing/<here>', 'post path "/nothing/&lt;here&gt;"'],
  ])('%s %s, which is no resource, is 403', async (method, path, why) => {
    await using app = await denied();
    const answer = await app.send(method, encodeURI(path));
    expect(answer.status).toBe(403);
    if (why === undefined) return;
    expect(answer.json()).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: `forbidden: User "alice" cannot ${why}`,
      reason: 'Forbidden',
      details: {},
      code: 403,
    });
  });

  test('is told with its reason, whether it is denied or nobody allows it', async () => {
    await using app = await appOf(async () => ({ outcome: 'Deny', reason: 'RBAC: <none>' }));
    expect((await app.send('GET', '/api/v1/nodes')).json()).toMatchObject({
      message:
        'nodes is forbidden: User "alice" cannot list resource "nodes" in API group "" at the cluster scope: RBAC: <none>',
      details: { kind: 'nodes' },
    });
  });

  test('is refused before anything is said of names, methods, media types and bodies', async () => {
    await using app = await denied();
    for (const [method, path] of [
      ['PUT', '/api/v1/pods'],
      ['GET', '/api/v1/namespaces/n/pods/..%2e'],
      ['POST', '/api/v1/namespaces/n/pods?dryRun=Some'],
      ['PATCH', '/api/v1/namespaces/n/pods/p'],
    ] as const) {
      expect([path, (await app.send(method, path, '{')).status]).toEqual([path, 403]);
    }
  });

  test('is 500 where that could not be found out', async () => {
    await using app = await appOf(() => ({ outcome: 'NoOpinion', reason: '', error: 'the webhook is <gone>' }));
    const answer = await app.send('GET', '/api/v1/nodes?limit=1');
    expect([answer.status, answer.text]).toEqual([
      500,
      'Internal Server Error: "/api/v1/nodes?limit=1": the webhook is &lt;gone&gt;\n',
    ]);
    await using failing = await appOf(() => Promise.reject(new Error('a secret')));
    const failed = await failing.send('GET', '/api/v1/nodes');
    expect([failed.status, failed.text.includes('secret')]).toEqual([500, false]);
  });
});

test('what a user may is done, though something went wrong while finding that out', async () => {
  await using app = await appOf(async () => ({ outcome: 'Allow', reason: '', error: 'a role is missing' }));
  expect((await app.send('POST', '/api/v1/namespaces/n/pods', POD)).status).toBe(201);
});

test('authorizers are told the selectors of what is about many objects', async () => {
  const asked: AuthorizationAttributes['request'][] = [];
  await using app = await appOf(({ request }) => {
    asked.push(request);
    return { outcome: 'Allow', reason: '' };
  });
  await app.send('GET', '/api/v1/namespaces/n/pods?labelSelector=a%3Db&fieldSelector=spec.nodeName%3Dx');
  await app.send('GET', '/api/v1/namespaces/n/pods/p?labelSelector=a%3Db');
  await app.send('GET', '/api/v1/pods?fieldSelector=metadata.name%3D..');
  const pods = { group: '', version: 'v1', resource: 'pods', subresource: '' };
  expect(asked).toEqual([
    {
      resource: {
        ...pods,
        verb: 'list',
        namespace: 'n',
        name: '',
        fieldSelector: { rawSelector: 'spec.nodeName=x' },
        labelSelector: { rawSelector: 'a=b' },
      },
    },
    { resource: { ...pods, verb: 'get', namespace: 'n', name: 'p' } },
    {
      resource: {
        ...pods,
        verb: 'list',
        namespace: '',
        name: '',
        fieldSelector: { rawSelector: 'metadata.name=..' },
      },
    },
  ]);
});
