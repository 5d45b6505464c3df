import { describe, expect, it } from 'vitest';
import type { TokenAuthenticator } from '../../../src/auth/authentication/token-authenticator.ts';
import { statusOf } from '../../support/registry.ts';
import { ask } from '../../support/reviews.ts';

describe('a SelfSubjectReview', () => {
  it('tells who is asking, and when', async () => {
    expect(await ask('selfsubjectreviews', {})).toEqual({
      code: 201,
      object: {
        kind: 'SelfSubjectReview',
        apiVersion: 'authentication.k8s.io/v1',
        metadata: { creationTimestamp: '2020-01-02T03:04:05Z' },
        status: { userInfo: { username: 'alice', groups: ['dev'] } },
      },
    });
  });
});

describe('a TokenReview', () => {
  it('answers 400 where there is no token', async () => {
    expect(await statusOf(ask('tokenreviews', { spec: { token: '' } }))).toMatchObject({
      code: 400,
      message: 'token is required for TokenReview in authentication',
    });
  });

  it('knows nobody where the server knows no tokens', async () => {
    const { object } = await ask('tokenreviews', { spec: { token: 't' } });
    expect(object).toMatchObject({ spec: { token: 't' }, status: { user: {} } });
    expect(object).not.toHaveProperty('status.authenticated');
  });

  it('tells whose the token is, and for whom', async () => {
    const asked: unknown[] = [];
    const tokens: TokenAuthenticator = {
      async authenticate(token, audiences) {
        asked.push([token, audiences]);
        return { user: { username: 'bob' }, audiences: ['me'] };
      },
    };
    const body = { spec: { token: 't', audiences: ['me', 'you'] } };
    const { object } = await ask('tokenreviews', body, { peers: { tokens } });
    expect(object).toMatchObject({ status: { authenticated: true, user: { username: 'bob' }, audiences: ['me'] } });
    expect(asked).toEqual([['t', ['me', 'you']]]);
  });
});
