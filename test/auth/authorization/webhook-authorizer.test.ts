import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuthorizationAttributes, Authorizer } from '../../../src/auth/authorization/authorizer.ts';
import { webhookAuthorizer } from '../../../src/auth/authorization/webhook-authorizer.ts';
import { HttpsClient } from '../../../src/auth/https-client.ts';
import { type FakeClock, fakeClock } from '../../support/fake-clock.ts';

let clock: FakeClock;
let webhook: Server;
let client: HttpsClient;
/** What was asked, in order. */
let asked: Record<string, unknown>[];
/** How the webhook answers: a status of a review, or a code. */
let answer: object | number;

beforeEach(async () => {
  clock = fakeClock();
  asked = [];
  answer = { allowed: true };
  webhook = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const review = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
    asked.push(review);
    response.statusCode = typeof answer === 'number' ? answer : 201;
    response.end(JSON.stringify({ ...review, status: answer }));
  });
  webhook.listen(0, '127.0.0.1');
  await once(webhook, 'listening');
  client = new HttpsClient({ tls: {}, timeoutMs: 5000 });
});
afterEach(() => {
  client.close();
  webhook.closeAllConnections();
  webhook.close();
});

function open(version: 'v1' | 'v1beta1' = 'v1'): Authorizer {
  const url = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/authorize`;
  const ttl = { authorizedTtlMs: 300_000, unauthorizedTtlMs: 30_000 };
  return webhookAuthorizer({ target: { url, headers: {} }, client, version, ...ttl, clock });
}

const user = { username: 'ann', uid: 'u', groups: ['a', 'b'], extra: { scopes: ['s'] } };
const LIST: AuthorizationAttributes = {
  user,
  request: {
    resource: {
      namespace: 'n',
      verb: 'list',
      group: '',
      version: 'v1',
      resource: 'pods',
      subresource: '',
      name: '',
      fieldSelector: { rawSelector: 'spec.nodeName=x' },
      labelSelector: { rawSelector: 'app in (b, a),!old,n>1' },
    },
  },
};
const PATH: AuthorizationAttributes = {
  user: { username: 'ann' },
  request: { nonResource: { path: '/x', verb: 'get' } },
};

describe('a webhook is asked', () => {
  test('by a SubjectAccessReview with what is known of user and request, selectors in parts', async () => {
    await open().authorize(LIST, undefined);
    expect(asked).toEqual([
      {
        kind: 'SubjectAccessReview',
        apiVersion: 'authorization.k8s.io/v1',
        metadata: { creationTimestamp: null },
        spec: {
          resourceAttributes: {
            namespace: 'n',
            verb: 'list',
            version: 'v1',
            resource: 'pods',
            fieldSelector: { requirements: [{ key: 'spec.nodeName', operator: 'In', values: ['x'] }] },
            labelSelector: {
              requirements: [
                { key: 'app', operator: 'In', values: ['a', 'b'] },
                { key: 'old', operator: 'DoesNotExist' },
              ],
            },
          },
          user: 'ann',
          groups: ['a', 'b'],
          extra: { scopes: ['s'] },
          uid: 'u',
        },
        status: { allowed: false },
      },
    ]);
  });

  test('in v1beta1 by another name for groups, and about paths', async () => {
    const authorizer = open('v1beta1');
    await authorizer.authorize(LIST, undefined);
    await authorizer.authorize(PATH, undefined);
    expect(asked).toMatchObject([
      { apiVersion: 'authorization.k8s.io/v1beta1', spec: { user: 'ann', group: ['a', 'b'] } },
      { spec: { nonResourceAttributes: { path: '/x', verb: 'get' }, user: 'ann' } },
    ]);
  });
});

describe('its answer', () => {
  test.for([
    [
      { allowed: true, reason: 'r' },
      { outcome: 'Allow', reason: 'r' },
    ],
    [{ allowed: false }, { outcome: 'NoOpinion', reason: '' }],
    [
      { allowed: false, denied: true, reason: 'no' },
      { outcome: 'Deny', reason: 'no' },
    ],
    [
      { allowed: true, denied: true },
      { outcome: 'Deny', reason: '', error: 'webhook subject access review returned both allow and deny response' },
    ],
    [403, { outcome: 'NoOpinion', reason: '', error: 'the webhook of authorization answers 403' }],
  ] as const)('%o is the decision', async ([status, decision]) => {
    answer = status;
    expect(await open().authorize(PATH, undefined)).toEqual(decision);
  });

  test.for([
    [{ allowed: true }, 300_000],
    [{ allowed: false }, 30_000],
  ] as const)('%o is remembered for %i ms', async ([status, ttl]) => {
    answer = status;
    const authorizer = open();
    await authorizer.authorize(PATH, undefined);
    clock.pass(ttl - 1);
    await authorizer.authorize(PATH, undefined);
    expect(asked).toHaveLength(1);
    clock.pass(1);
    await authorizer.authorize(PATH, undefined);
    expect(asked).toHaveLength(2);
  });

  test('is not remembered where there was none', async () => {
    answer = 400;
    const authorizer = open();
    await authorizer.authorize(PATH, undefined);
    answer = { allowed: true };
    expect(await authorizer.authorize(PATH, undefined)).toMatchObject({ outcome: 'Allow' });
  });
});

test('what a webhook lets people do cannot be listed', async () => {
  expect(await open().rulesFor(user, 'n', undefined)).toEqual({
    resourceRules: [],
    nonResourceRules: [],
    incomplete: true,
    error: 'webhook authorizer does not support user rule resolution',
  });
});
