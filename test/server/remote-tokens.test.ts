import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type PodledgerServer, type ServerOptions, startServer } from '../../src/index.ts';
import { type MadeAuthority, makeAuthority } from '../support/certificates.ts';
import { writeTemporary } from '../support/files.ts';
import { send } from '../support/http.ts';

let authority: MadeAuthority;

beforeAll(async () => {
  authority = await makeAuthority('providers');
});

/** A server over TLS on this machine, closed with the test, that answers with JSON; the paths asked for. */
async function listen(answer: (path: string, body: string) => unknown) {
  const asked: string[] = [];
  const server = createServer(
    await authority.certify('CN=localhost', { usage: 'server' }),
    async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      asked.push(request.url ?? '');
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer(request.url ?? '', body)));
    },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close().closeAllConnections());
  return { url: `https://localhost:${(server.address() as AddressInfo).port}`, asked };
}

const caFile = (): string => writeTemporary('ca.pem', authority.cert);

/** A provider of OpenID Connect; its keys may be changed. */
async function openProvider() {
  let keys = [await newKey('1')];
  const { url, asked } = await listen((path) =>
    path === '/keys'
      ? { keys: keys.map(({ jwk }) => jwk) }
      : { issuer: url, jwks_uri: `${url}/keys`, id_token_signing_alg_values_supported: ['RS256'] },
  );
  return {
    url,
    asked,
    async rotate() {
      keys = [await newKey('2')];
    },
    sign: async (payload: JWTPayload, header = {}) => {
      const [key] = keys;
      if (key === undefined) throw new Error('the provider has no key');
      return new SignJWT({ iss: url, aud: 'podledger', exp: NOW / 1000 + 600, ...payload })
        .setProtectedHeader({ alg: 'RS256', kid: key.kid, ...header })
        .sign(key.privateKey);
    },
  };
}

async function newKey(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
}

const NOW = Date.UTC(2030, 0, 2, 3, 4, 5);

/** A server whose clock is moved by hand. */
async function open(options: ServerOptions) {
  let now = NOW;
  const server = await startServer({ now: () => now, ...options });
  return Object.assign(server, { pass: (seconds: number) => (now += seconds * 1000) });
}

async function whoami(server: PodledgerServer, token: string): Promise<unknown> {
  const { status, json } = await send(server, 'POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: { kind: 'SelfSubjectReview', apiVersion: 'authentication.k8s.io/v1' },
  });
  return status === 201 ? json<{ status: { userInfo: unknown } }>().status.userInfo : status;
}

describe('a provider of OpenID Connect', () => {
  test('says by its tokens who somebody is, as the options have it', async () => {
    const provider = await openProvider();
    await using server = await open({
      oidcIssuerUrl: provider.url,
      oidcClientId: 'podledger',
      oidcCaFile: caFile(),
      oidcGroupsClaim: 'groups',
      oidcGroupsPrefix: 'oidc:',
      oidcRequiredClaim: ['hd=example.com'],
    });
    const alice = { sub: 'alice', groups: ['dev', 'ops'], hd: 'example.com', jti: 'id-1' };
    expect(await whoami(server, await provider.sign(alice))).toEqual({
      username: `${provider.url}#alice`,
      groups: ['oidc:dev', 'oidc:ops', 'system:authenticated'],
      extra: { 'authentication.kubernetes.io/credential-id': ['JTI=id-1'] },
    });
    for (const [why, payload, header] of [
      ['has expired', { exp: NOW / 1000 - 1 }, {}],
      ['is not valid yet', { nbf: NOW / 1000 + 3600 }, {}],
      ['does not end', { exp: undefined }, {}],
      ['is for somebody else', { aud: 'other' }, {}],
      ['is of somebody else', { iss: 'https://other.example' }, {}],
      ['is of nobody', { sub: undefined }, {}],
      ['lacks a claim', { hd: undefined }, {}],
      ['has another claim', { hd: 'example.org' }, {}],
      ['is signed by a key that is not known', {}, { kid: 'none' }],
    ] as const) {
      const token = await provider.sign({ ...alice, ...payload } as JWTPayload, header);
      expect([why, await whoami(server, token)]).toEqual([why, 401]);
    }
  });

  test('is asked once for its keys, and again when it has others', async () => {
    const provider = await openProvider();
    await using server = await open({
      oidcIssuerUrl: provider.url,
      oidcClientId: 'podledger',
      oidcCaFile: caFile(),
      oidcUsernameClaim: 'email',
    });
    const sign = (email: string) => provider.sign({ email, email_verified: true });
    const first = await sign('a@example.com');
    expect(await whoami(server, first)).toMatchObject({ username: 'a@example.com' });
    expect(await whoami(server, await sign('b@example.com'))).toMatchObject({ username: 'b@example.com' });
    expect(provider.asked).toEqual(['/.well-known/openid-configuration', '/keys']);
    await provider.rotate();
    // Whoever invents keys does not make the server ask for each of them.
    expect(await whoami(server, await sign('c@example.com'))).toBe(401);
    expect(provider.asked).toHaveLength(2);
    server.pass(31);
    expect(await whoami(server, await sign('d@example.com'))).toMatchObject({ username: 'd@example.com' });
    expect(provider.asked).toHaveLength(4);
    server.pass(600);
    expect(await whoami(server, first)).toBe(401);
  });

  test('does not say whose an address is that it has not verified', async () => {
    const provider = await openProvider();
    await using server = await open({
      oidcIssuerUrl: provider.url,
      oidcClientId: 'podledger',
      oidcCaFile: caFile(),
      oidcUsernameClaim: 'email',
    });
    expect(await whoami(server, await provider.sign({ email: 'a@example.com', email_verified: false }))).toBe(401);
  });

  test('may be one of several in a file', async () => {
    const [one, two] = [await openProvider(), await openProvider()];
    const jwt = [one, two].map(({ url }, i) => ({
      issuer: {
        url,
        audiences: ['podledger', 'x'],
        audienceMatchPolicy: 'MatchAny',
        certificateAuthority: authority.cert,
      },
      claimMappings: { username: { claim: 'sub', prefix: `${i}:` }, uid: { claim: 'id' } },
      claimValidationRules: [{ claim: 'hd', requiredValue: 'example.com' }],
    }));
    const config = { apiVersion: 'apiserver.config.k8s.io/v1', kind: 'AuthenticationConfiguration', jwt };
    await using server = await open({ authenticationConfig: writeTemporary('a.yaml', JSON.stringify(config)) });
    const alice = { sub: 'alice', id: '7', hd: 'example.com' };
    expect(await whoami(server, await one.sign(alice))).toMatchObject({ username: '0:alice', uid: '7' });
    expect(await whoami(server, await two.sign({ ...alice, aud: 'x' }))).toMatchObject({ username: '1:alice' });
    expect(await whoami(server, await two.sign({ sub: 'alice', id: '7' }))).toBe(401);
  });

  test('that cannot be reached lets nobody in, and others are not kept waiting for it', async () => {
    await using server = await open({
      oidcIssuerUrl: 'https://localhost:1',
      oidcClientId: 'podledger',
      tokenAuthFile: writeTemporary('tokens.csv', 'bob-secret,bob,1\n'),
    });
    const payload = Buffer.from(JSON.stringify({ iss: 'https://localhost:1' })).toString('base64url');
    expect(await whoami(server, `e30.${payload}.e30`)).toBe(401);
    expect(await whoami(server, 'bob-secret')).toMatchObject({ username: 'bob' });
  });
});

describe('a webhook', () => {
  const kubeconfig = (url: string) =>
    writeTemporary(
      'webhook.yaml',
      JSON.stringify({
        'current-context': 'webhook',
        contexts: [{ name: 'webhook', context: { cluster: 'webhook', user: 'server' } }],
        clusters: [
          {
            name: 'webhook',
            cluster: { server: url, 'certificate-authority-data': Buffer.from(authority.cert).toString('base64') },
          },
        ],
        users: [{ name: 'server', user: { token: 'mine' } }],
      }),
    );

  test.each(['v1', 'v1beta1'] as const)(
    'says whose a token is, and is asked again after a while: %s',
    async (version) => {
      const asked: unknown[] = [];
      const { url } = await listen((_, body) => {
        const { apiVersion, kind, spec } = JSON.parse(body);
        asked.push({ apiVersion, kind, spec });
        const user = { username: 'alice', uid: '7', groups: ['dev'], extra: { a: ['b'] } };
        return {
          apiVersion,
          kind,
          status: spec.token === 'good' ? { authenticated: true, user } : { error: 'who is that?' },
        };
      });
      await using server = await open({
        authenticationTokenWebhookConfigFile: kubeconfig(url),
        authenticationTokenWebhookVersion: version,
        authenticationTokenWebhookCacheTtlMs: 60_000,
        apiAudiences: ['here'],
      });
      const alice = { username: 'alice', uid: '7', groups: ['dev', 'system:authenticated'], extra: { a: ['b'] } };
      expect(await whoami(server, 'good')).toEqual(alice);
      expect(await whoami(server, 'good')).toEqual(alice);
      expect(asked).toEqual([
        {
          apiVersion: `authentication.k8s.io/${version}`,
          kind: 'TokenReview',
          spec: { token: 'good', audiences: ['here'] },
        },
      ]);
      server.pass(61);
      expect(await whoami(server, 'good')).toEqual(alice);
      expect(asked).toHaveLength(2);
      expect(await whoami(server, 'bad')).toBe(401);
    },
  );

  test('that knows the token for other audiences alone does not let it in', async () => {
    const { url } = await listen(() => ({
      apiVersion: 'authentication.k8s.io/v1beta1',
      kind: 'TokenReview',
      status: { authenticated: true, user: { username: 'alice' }, audiences: ['elsewhere'] },
    }));
    await using server = await open({ authenticationTokenWebhookConfigFile: kubeconfig(url) });
    expect(await whoami(server, 'good')).toBe(401);
  });

  test('whose file makes no sense is refused', async () => {
    const file = writeTemporary('webhook.yaml', 'current-context: none\n');
    await expect(open({ authenticationTokenWebhookConfigFile: file })).rejects.toThrow(
      'there is no context "none" in its contexts',
    );
  });
});
