import { createHmac, generateKeyPairSync, sign as signature } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, jwtVerify, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import type { PodledgerServer, ServerOptions } from '../../src/index.ts';
import { startServer } from '../../src/index.ts';
import { writeTemporary } from '../support/files.ts';
import { send } from '../support/http.ts';

const ADMIN = { authorization: 'Bearer admin-secret', 'content-type': 'application/json' };
const NS = '/api/v1/namespaces/default';
const NOW = new Date('2030-01-02T03:04:05Z');
const ISSUER = 'https://kubernetes.default.svc';

interface Cluster extends PodledgerServer {
  /** Moves its clock. */
  pass(seconds: number): void;
}

async function cluster(options: ServerOptions = {}): Promise<Cluster> {
  let now = NOW.getTime();
  const tokenAuthFile = writeTemporary('tokens.csv', 'admin-secret,admin,1,system:masters\n');
  const server = await startServer({ now: () => now, tokenAuthFile, ...options });
  const made = Object.assign(server, { pass: (seconds: number) => (now += seconds * 1000) });
  await create(made, 'serviceaccounts', { kind: 'ServiceAccount', metadata: { name: 'robot' } });
  return made;
}

async function create(server: Cluster, path: string, body: object) {
  const base = path === 'nodes' ? '/api/v1' : NS;
  const answer = await send(server, 'POST', `${base}/${path}`, { headers: ADMIN, body: { apiVersion: 'v1', ...body } });
  expect([answer.status, answer.text]).toEqual([201, answer.text]);
  return answer.json();
}

const remove = (server: Cluster, path: string) =>
  send(server, 'DELETE', `${path.startsWith('nodes') ? '/api/v1' : NS}/${path}`, {
    headers: ADMIN,
    body: { kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 0 },
  });

const askForToken = (server: Cluster, spec: object = {}) =>
  send(server, 'POST', `${NS}/serviceaccounts/robot/token`, {
    headers: ADMIN,
    body: { kind: 'TokenRequest', apiVersion: 'authentication.k8s.io/v1', spec },
  });

async function tokenOf(server: Cluster, spec: object = {}): Promise<string> {
  const answer = await askForToken(server, spec);
  expect([answer.status, answer.text]).toEqual([201, answer.text]);
  return answer.json<{ status: { token: string } }>().status.token;
}

const statusWith = async (server: Cluster, token: string): Promise<number> =>
  (await send(server, 'GET', `${NS}/pods`, { headers: { authorization: `Bearer ${token}` } })).status;

const pod = (account = 'robot') => ({
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { serviceAccountName: account, containers: [{ name: 'c', image: 'i' }] },
});

const boundTo = (kind: string, name: string) => ({ boundObjectRef: { kind, apiVersion: 'v1', name } });

test('a token lets its account in, as whom a SelfSubjectReview tells', async () => {
  await using server = await cluster();
  const token = await tokenOf(server);
  const answer = await send(server, 'POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: { kind: 'SelfSubjectReview', apiVersion: 'authentication.k8s.io/v1' },
  });
  expect(answer.json<{ status: unknown }>().status).toEqual({
    userInfo: {
      username: 'system:serviceaccount:default:robot',
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
      extra: { 'authentication.kubernetes.io/credential-id': [`JTI=${decodeJwt(token).jti}`] },
    },
  });
});

describe('a token ends', () => {
  test('with its time, but for a minute by which clocks may differ, and begins likewise', async () => {
    await using server = await cluster();
    const token = await tokenOf(server, { expirationSeconds: 600 });
    server.pass(600 + 59);
    expect(await statusWith(server, token)).toBe(200);
    server.pass(2);
    expect(await statusWith(server, token)).toBe(401);
    server.pass(-600 - 61 - 59);
    expect(await statusWith(server, token)).toBe(200);
    server.pass(-2);
    expect(await statusWith(server, token)).toBe(401);
  });

  test('with its account, even if there is another of the same name', async () => {
    await using server = await cluster();
    const token = await tokenOf(server);
    expect(await statusWith(server, token)).toBe(200);
    await remove(server, 'serviceaccounts/robot');
    expect(await statusWith(server, token)).toBe(401);
    await create(server, 'serviceaccounts', { kind: 'ServiceAccount', metadata: { name: 'robot' } });
    expect(await statusWith(server, token)).toBe(401);
  });

  test.each([
    ['Pod', 'pods', pod()],
    ['Secret', 'secrets', { kind: 'Secret', metadata: { name: 'p' } }],
    ['Node', 'nodes', { kind: 'Node', metadata: { name: 'p' } }],
  ])('at once with the %s that it is bound to', async (kind, resource, body) => {
    await using server = await cluster();
    await create(server, resource, body);
    const token = await tokenOf(server, boundTo(kind, 'p'));
    expect(await statusWith(server, token)).toBe(200);
    await remove(server, `${resource}/p`);
    expect(await statusWith(server, token)).toBe(401);
    await create(server, resource, body);
    expect(await statusWith(server, token)).toBe(401);
  });

  test('and so do the watches that it opened', async () => {
    await using server = await cluster();
    await create(server, 'pods', pod());
    const token = await tokenOf(server, boundTo('Pod', 'p'));
    const watch = await fetch(`${server.url}${NS}/configmaps?watch=true`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(watch.status).toBe(200);
    const ended = watch.text();
    await remove(server, 'pods/p');
    // It would go on for half an hour otherwise.
    expect(await ended).toBe('');
  });
});

describe('a token that was made otherwise is 401', () => {
  const parts = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

  const forged: Record<string, (token: string, publicKeyPem: string) => string | Promise<string>> = {
    'without a signature': (token) => `${parts({ alg: 'none', typ: 'JWT' })}.${token.split('.')[1]}.`,
    'with the signature cut off': (token) => `${token.split('.').slice(0, 2).join('.')}.`,
    'signed with the public key as a secret': (token, pem) => {
      const [header = '', payload = ''] = token.split('.');
      const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
      const text = `${parts({ alg: 'HS256', kid })}.${payload}`;
      return `${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`;
    },
    'with another payload': (token) => {
      const [header, , signature] = token.split('.');
      return `${header}.${parts({ ...decodeJwt(token), sub: 'system:serviceaccount:default:other' })}.${signature}`;
    },
    'signed with a key of another server': (token) => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
    },
    'of another issuer': (token) => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const payload = { ...decodeJwt(token), iss: 'https://elsewhere.example' };
      return new SignJWT(payload).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
    },
    'with more behind it': (token) => `${token}.x`,
    'beside another': (token) => `${token},${token}`,
  };

  test.each(Object.keys(forged))('%s', async (name) => {
    await using server = await cluster({ authorizationMode: ['AlwaysDeny'] });
    const token = await tokenOf(server);
    expect(await statusWith(server, token)).toBe(403);
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const bad = (await forged[name]?.(token, publicKey.export({ type: 'spki', format: 'pem' }).toString())) ?? '';
    expect(await statusWith(server, bad)).toBe(401);
    // Also when it has been seen before.
    expect(await statusWith(server, bad)).toBe(401);
  });

  test('for another audience', async () => {
    await using server = await cluster();
    expect(await statusWith(server, await tokenOf(server, { audiences: ['vault'] }))).toBe(401);
    expect(await statusWith(server, await tokenOf(server, { audiences: ['vault', ISSUER] }))).toBe(200);
  });
});

test.each(['exp', 'nbf', 'iat'])('a token whose %s is no number is 401, whoever has signed it', async (time) => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ type: 'sec1', format: 'pem' }).toString();
  await using server = await cluster({ serviceAccountSigningKeyFile: writeTemporary('signing.pem', pem) });
  const payload = decodeJwt(await tokenOf(server));
  const sign = (claims: object): string => {
    const parts = [{ alg: 'ES256' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    const text = parts.join('.');
    return `${text}.${signature('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  };
  expect(await statusWith(server, sign(payload))).toBe(200);
  expect(await statusWith(server, sign({ ...payload, [time]: null }))).toBe(200);
  expect(await statusWith(server, sign({ ...payload, [time]: String(payload[time]) }))).toBe(401);
});

test('what the issuer tells of itself is enough to verify its tokens', async () => {
  await using server = await cluster({ serviceAccountIssuer: ['https://pods.example.com', 'old'] });
  const read = (path: string) => send(server, 'GET', path, { headers: ADMIN });
  const configuration = await read('/.well-known/openid-configuration');
  expect(configuration.json()).toEqual({
    issuer: 'https://pods.example.com',
    jwks_uri: 'https://pods.example.com/openid/v1/jwks',
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
  });
  const keys = await read('/openid/v1/jwks');
  expect(keys.headers).toMatchObject({
    'content-type': 'application/jwk-set+json',
    'cache-control': 'public, max-age=3600',
  });
  const token = await tokenOf(server);
  const { payload } = await jwtVerify(token, createLocalJWKSet(keys.json()), { currentDate: NOW });
  expect(payload.aud).toEqual(['https://pods.example.com', 'old']);
});

test('tokens are signed with the key of a file, and taken where one of the other files has it', async () => {
  const [first, second] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
  const write = (key: { export(options: object): string | Buffer } | undefined, type: string) =>
    writeTemporary('key.pem', String(key?.export({ type, format: 'pem' })));
  await using server = await cluster({
    serviceAccountSigningKeyFile: write(first?.privateKey, 'pkcs8'),
    serviceAccountKeyFile: [write(first?.publicKey, 'spki'), write(second?.privateKey, 'pkcs1')],
  });
  const token = await tokenOf(server);
  expect(await statusWith(server, token)).toBe(200);
  const again = await new SignJWT(decodeJwt(token))
    .setProtectedHeader({ alg: 'RS256' })
    .sign(second?.privateKey ?? first?.privateKey ?? new Uint8Array());
  expect(await statusWith(server, again)).toBe(200);
});

test('a token lasts no longer than the server lets it, which is told', async () => {
  await using server = await cluster({ serviceAccountMaxTokenExpirationMs: 3_600_000 });
  const answer = await askForToken(server, { expirationSeconds: 7200 });
  expect(answer.warnings).toEqual(['299 - "requested expiration of 7200 seconds shortened to 3600 seconds"']);
  expect(answer.json()).toMatchObject({
    spec: { expirationSeconds: 3600 },
    status: { expirationTimestamp: '2030-01-02T04:04:05Z' },
  });
});

test('the token of a pod that asks for the time of kubelets lasts a year, unless that is turned off', async () => {
  for (const [extended, seconds] of [
    [true, 365 * 24 * 3600],
    [false, 3607],
  ] as const) {
    await using server = await cluster({ serviceAccountExtendTokenExpiration: extended });
    await create(server, 'pods', pod());
    const asked = { expirationSeconds: 3607, ...boundTo('Pod', 'p') };
    const { exp = 0, iat = 0 } = decodeJwt(await tokenOf(server, asked));
    expect(exp - iat).toBe(seconds);
    // For others, they are as asked for.
    const other = decodeJwt(await tokenOf(server, { ...asked, audiences: ['vault'] }));
    expect((other.exp ?? 0) - (other.iat ?? 0)).toBe(3607);
  }
});

test('a body that names another account, or another uid, is refused', async () => {
  await using server = await cluster();
  const ask = (metadata: object) =>
    send(server, 'POST', `${NS}/serviceaccounts/robot/token`, {
      headers: ADMIN,
      body: { kind: 'TokenRequest', apiVersion: 'authentication.k8s.io/v1', metadata },
    });
  expect((await ask({ name: 'other' })).json().message).toContain('must match the service account name if specified');
  expect((await ask({ uid: 'x' })).json().message).toContain('the UID in the token request (x) does not match');
});

test('a server that asks nobody who they are signs no tokens', async () => {
  await using server = await startServer();
  const made = Object.assign(server, { pass: () => {} });
  await create(made, 'serviceaccounts', { kind: 'ServiceAccount', metadata: { name: 'robot' } });
  expect((await askForToken(made)).status).toBe(501);
});
