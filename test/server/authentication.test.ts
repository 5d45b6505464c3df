import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { ServerOptions } from '../../src/index.ts';
import { writeTemporary } from '../support/files.ts';
import { send, serve } from '../support/http.ts';

const TOKENS =
  'alice-secret,alice,alice-uid,"dev,ops"\n"bob,secret",bob,bob-uid\r\nroot-secret,root,0,system:masters\n,nobody,1\n';

const withTokens = (options: ServerOptions = {}) =>
  serve({ tokenAuthFile: writeTemporary('tokens.csv', TOKENS), ...options });

const review = (server: { readonly url: string }, headers: Record<string, string> = {}) =>
  send(server, 'POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
    headers: { 'content-type': 'application/json', ...headers },
    body: { kind: 'SelfSubjectReview', apiVersion: 'authentication.k8s.io/v1' },
  });

const whoami = async (server: { readonly url: string }, authorization: string) => {
  const { status, json } = await review(server, { authorization });
  return status === 201 ? json<{ status: { userInfo: unknown } }>().status.userInfo : status;
};

describe('the tokens of a file', () => {
  test('are those of their users', async () => {
    await using server = await withTokens();
    expect(await whoami(server, 'Bearer alice-secret')).toEqual({
      username: 'alice',
      uid: 'alice-uid',
      groups: ['dev', 'ops', 'system:authenticated'],
    });
    expect(await whoami(server, 'bearer bob,secret')).toEqual({
      username: 'bob',
      uid: 'bob-uid',
      groups: ['system:authenticated'],
    });
  });

  test.each([
    'Bearer nobody',
    'Bearer alice',
    'Bearer alice-secret2',
    'Bearer alice-secret,bob',
    'Bearer alice-secret bob,secret',
  ])('others are 401: %s', async (authorization) => {
    await using server = await withTokens({ authorizationMode: ['AlwaysDeny'] });
    expect(await whoami(server, authorization)).toBe(401);
  });

  test.each(['', 'Basic YWxpY2U6YQ==', 'Bearer', 'Bearer ', 'alice-secret'])(
    'what is no token is nobody: %j is 401 where everybody may do everything, and anonymous where not',
    async (authorization) => {
      await using open = await withTokens();
      expect(await whoami(open, authorization)).toBe(401);
      await using closed = await withTokens({ authorizationMode: ['AlwaysDeny'] });
      const answer = await review(closed, { authorization });
      expect([answer.status, answer.json().message]).toEqual([403, expect.stringContaining('"system:anonymous"')]);
      await using strict = await withTokens({ authorizationMode: ['AlwaysDeny'], anonymousAuth: false });
      expect(await whoami(strict, authorization)).toBe(401);
    },
  );

  test('are asked about by TokenReviews, which tell the audiences that they share', async () => {
    await using server = await withTokens({ apiAudiences: ['a', 'b'] });
    const ask = async (spec: object) => {
      const body = { kind: 'TokenReview', apiVersion: 'authentication.k8s.io/v1', spec };
      const headers = { 'content-type': 'application/json', authorization: 'Bearer root-secret' };
      const path = '/apis/authentication.k8s.io/v1/tokenreviews';
      return (await send(server, 'POST', path, { headers, body })).json<{ status: unknown }>().status;
    };
    expect(await ask({ token: 'alice-secret' })).toMatchObject({ authenticated: true, audiences: ['a', 'b'] });
    expect(await ask({ token: 'alice-secret', audiences: ['c', 'b'] })).toMatchObject({ audiences: ['b'] });
    expect(await ask({ token: 'alice-secret', audiences: ['c'] })).toEqual({ user: {}, error: 'invalid bearer token' });
    expect(await ask({ token: 'x'.repeat(1_000_000) })).toEqual({ user: {}, error: 'invalid bearer token' });
  });
});

test('the members of system:masters may do everything, whichever the mode', async () => {
  await using server = await withTokens({ authorizationMode: ['AlwaysDeny'] });
  expect(await whoami(server, 'Bearer root-secret')).toMatchObject({ username: 'root' });
  expect(await whoami(server, 'Bearer alice-secret')).toBe(403);
});

test('everybody is anonymous and may do everything where nothing is said of access', async () => {
  await using server = await serve();
  expect(await whoami(server, 'Bearer alice-secret')).toMatchObject({ username: 'system:anonymous' });
});

test('a token that is longer than headers may be is 431, as any header is', async () => {
  await using server = await withTokens();
  expect((await review(server, { authorization: `Bearer ${'x'.repeat(1_000_000)}` })).status).toBe(431);
});

test('a configuration file says for which paths people may be anonymous', async () => {
  const authenticationConfig = writeTemporary(
    'authentication.yaml',
    `apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
anonymous:
  enabled: true
  conditions:
  - path: /livez
`,
  );
  await using server = await withTokens({ authorizationMode: ['AlwaysDeny'], authenticationConfig });
  expect((await send(server, 'GET', '/livez')).status).toBe(403);
  expect((await send(server, 'GET', '/livez?verbose')).status).toBe(403);
  expect((await send(server, 'GET', '/readyz')).status).toBe(401);
});

test.each([
  ['a,b\n', 'record 1 does not have the columns token, user name and user uid'],
  ['a,b,"c\n', 'line 1: a field with a double quote in it has to stand in double quotes'],
])('a file of tokens that makes no sense is refused: %j', async (text, problem) => {
  const tokenAuthFile = writeTemporary('tokens.csv', text);
  await expect(serve({ tokenAuthFile })).rejects.toThrow(`startServer: tokenAuthFile: ${tokenAuthFile}: ${problem}`);
});

test.each([
  ['kind: Pod', 'kind: is not AuthenticationConfiguration'],
  ['jwt: []\nfoo: 1', 'foo: there is no such field'],
  ['jwt: [{ userValidationRules: [] }]', 'jwt[0].userValidationRules: is not supported by this version of podledger'],
  [
    'jwt: [{ issuer: { url: "https://a.example", audiences: [b] }, claimMappings: { username: { expression: claims.sub } } }]',
    'jwt[0].claimMappings.username.expression: is not supported by this version of podledger',
  ],
  [
    'jwt: [{ issuer: { url: "https://a.example", audiences: [b] }, claimMappings: { username: { claim: sub } } }]',
    'jwt[0].claimMappings.username.prefix: is missing; it may be ""',
  ],
  [
    'jwt: [{ issuer: { url: "http://a.example", audiences: [b] }, claimMappings: { username: { claim: sub } } }]',
    'jwt[0].issuer.url: is no URL with the scheme https',
  ],
  ['anonymous: { enabled: true }', 'anonymous.enabled cannot be true with the authorization mode AlwaysAllow'],
])('a configuration file that makes no sense, or says what is not supported, is refused: %s', async (part, problem) => {
  const head = 'apiVersion: apiserver.config.k8s.io/v1\n';
  const kind = part.startsWith('kind') ? '' : 'kind: AuthenticationConfiguration\n';
  const authenticationConfig = writeTemporary('authentication.yaml', `${head}${kind}${part}\n`);
  await expect(serve({ authenticationConfig })).rejects.toThrow(problem);
});

test('two headers that say who asks are 401', async () => {
  await using server = await withTokens();
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  const line = 'Authorization: Bearer alice-secret\r\n';
  socket.end(`GET /version HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n${line}${line}\r\n`);
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  expect(answer).toMatch(/^HTTP\/1.1 401 /);
});

test('a WebSocket is opened with a token among the protocols, and without the token', async () => {
  await using server = await withTokens();
  const open = async (protocols: readonly string[]) => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/v1/namespaces?watch=true`, [...protocols], {
      origin: server.url,
    });
    const [kind] = await Promise.race([
      once(socket, 'open').then(() => ['open']),
      once(socket, 'unexpected-response').then(([, answer]) => [answer.statusCode]),
    ]);
    const { protocol } = socket;
    socket.on('error', () => {});
    socket.terminate();
    return [kind, protocol];
  };
  const token = (text: string) => `base64url.bearer.authorization.k8s.io.${Buffer.from(text).toString('base64url')}`;
  expect(await open([token('alice-secret'), 'v1.kubernetes.io'])).toEqual(['open', 'v1.kubernetes.io']);
  for (const protocols of [
    ['v1.kubernetes.io'],
    [token('alice-secret')],
    [token('nobody'), 'v1.kubernetes.io'],
    [token('alice-secret'), token('root-secret'), 'v1.kubernetes.io'],
  ]) {
    expect(await open(protocols)).toEqual([401, '']);
  }
});
