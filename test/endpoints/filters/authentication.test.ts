import { describe, expect, test } from 'vitest';
import type { Authenticator } from '../../../src/auth/authentication/authenticator.ts';
import { alwaysAllow } from '../../../src/auth/authorization/always-allow.ts';
import { openApp, type TestApp } from '../../support/app.ts';

const ALICE = { username: 'alice', groups: ['dev'] };

const appOf = (authenticate: Authenticator['authenticate']): Promise<TestApp> =>
  openApp({ access: { authenticator: { authenticate } } });

const whoami = (app: TestApp) =>
  app.send('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
    kind: 'SelfSubjectReview',
    apiVersion: 'authentication.k8s.io/v1',
  });

describe('a request of nobody that is known', () => {
  test.each([
    ['nobody', () => undefined],
    ['nobody, later', async () => undefined],
    [
      'bad credentials',
      () => {
        throw new Error('the token of mallory');
      },
    ],
    ['bad credentials, later', () => Promise.reject(new Error('the token of mallory'))],
  ] satisfies [string, Authenticator['authenticate']][])('is 401: %s', async (_, authenticate) => {
    await using app = await appOf(authenticate);
    for (const path of ['/api/v1/namespaces/n/pods/p', '/healthz', '/apis', '/none', '/api/v1/none']) {
      const answer = await app.send('GET', path);
      expect([path, answer.status]).toEqual([path, 401]);
      expect(answer.json()).toEqual({
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'Unauthorized',
        reason: 'Unauthorized',
        code: 401,
      });
    }
  });

  test('is not asked about: 401 outranks 403', async () => {
    const authorizer = { ...alwaysAllow, authorize: () => ({ outcome: 'Deny', reason: '' }) as const };
    await using app = await openApp({ access: { authenticator: { authenticate: () => undefined }, authorizer } });
    expect((await app.send('GET', '/api/v1/pods')).status).toBe(401);
  });

  test('is refused after a timeout that makes no sense, and after a path that says a verb alone, as in kube-apiserver', async () => {
    await using app = await appOf(() => undefined);
    expect((await app.send('GET', '/api/v1/pods?timeout=soon')).status).toBe(400);
    expect((await app.send('GET', '/api/v1/watch')).status).toBe(500);
  });
});

test('whoever an authenticator says sent a request is who asks', async () => {
  await using app = await appOf(async ({ headers }) =>
    headers['content-type'] === 'application/json' ? { user: ALICE } : undefined,
  );
  expect((await whoami(app)).json()).toMatchObject({ status: { userInfo: ALICE } });
});

test('everybody is anonymous where nobody is asked', async () => {
  await using app = await openApp();
  expect((await whoami(app)).json()).toMatchObject({
    status: { userInfo: { username: 'system:anonymous', groups: ['system:unauthenticated'] } },
  });
});
