import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { PodledgerServer } from '../../../src/index.ts';
import { dial, PODS, podBody, send, serve } from '../../support/http.ts';

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());

const EVIL = { origin: 'https://evil.example' };

/** The Status of a refusal; its message names the flag that would let the request in. */
function refusal(why: string, flag: string): object {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: expect.stringMatching(new RegExp(`^forbidden: .*${why}.*; ${flag} names those that`)),
    reason: 'Forbidden',
    details: {},
    code: 403,
  };
}

/** The paths of everything that answers. */
const PATHS = [
  '/',
  '/livez',
  '/readyz/ping',
  '/version',
  '/api',
  '/apis',
  '/openapi/v2',
  PODS,
  '/nothing',
  '/api/v1/%ZZ',
];

describe('403 Forbidden answers', () => {
  test.each(PATHS)('what a page of another origin asks, whatever it is: GET %s', async (path) => {
    const { status, json, headers } = await send(server, 'GET', path, { headers: EVIL });
    expect(status).toBe(403);
    expect(json()).toEqual(refusal('origin "https://evil\\.example"', '--cors-allowed-origins'));
    expect(headers).toMatchObject({ 'audit-id': expect.any(String), 'cache-control': 'no-cache, private' });
  });

  test.each(PATHS)('a host that is not known: GET %s', async (path) => {
    const { status, json } = await send(server, 'GET', path, { headers: { host: 'evil.example:8080' } });
    expect(status).toBe(403);
    expect(json()).toEqual(refusal('host "evil\\.example:8080"', '--allowed-hosts'));
  });

  test.each(PATHS)('what a browser sends for a page of another site: GET %s', async (path) => {
    const { status, json } = await send(server, 'GET', path, { headers: { 'sec-fetch-site': 'cross-site' } });
    expect(status).toBe(403);
    expect(json()).toEqual(refusal('Sec-Fetch-Site: "cross-site"', '--cors-allowed-origins'));
  });

  test.each([
    ['an origin that is hidden', { origin: 'null' }],
    ['another port of the same host', { origin: 'http://127.0.0.1:1' }],
    ['another name of the same machine', { origin: 'http://localhost' }],
    ['a browser extension', { origin: 'chrome-extension://abc' }],
    ['an origin that begins like the own one', () => ({ origin: `${server.url}0` })],
    ['an origin with the own one before an @', () => ({ origin: `${server.url}@evil.example` })],
    ['several origins', () => ({ origin: `${server.url}, https://evil.example` })],
    ['a foreign page, whatever else is said', { ...EVIL, 'sec-fetch-site': 'same-origin' }],
    ['a page of another port of the same site', { 'sec-fetch-site': 'same-site' }],
    ['a relation that is not known', { 'sec-fetch-site': 'friendly' }],
    ['an image', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
    ['a link', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }],
    ['every address of the machine', { host: '0.0.0.0' }],
  ])('%s', async (_, headers) => {
    const sent = typeof headers === 'function' ? headers() : headers;
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']) {
      expect((await send(server, method, `${PODS}/p`, { headers: sent })).status, method).toBe(403);
    }
  });

  test('a page over TLS at the host of a server at the port of HTTP', async () => {
    const headers = { host: 'localhost', origin: 'https://localhost' };
    expect((await send(server, 'GET', '/livez', { headers })).status).toBe(403);
  });

  test.each([{}, { 'content-type': 'text/plain' }, { 'content-type': 'application/json' }])(
    'a POST of a page, and nothing is created: %j',
    async (type) => {
      const body = JSON.stringify(podBody('by-a-page'));
      const { status } = await send(server, 'POST', PODS, { headers: { ...EVIL, ...type }, body });
      expect(status).toBe(403);
      expect((await send(server, 'GET', `${PODS}/by-a-page`)).status).toBe(404);
    },
  );

  test('the request that asks for leave beforehand', async () => {
    const headers = {
      ...EVIL,
      'access-control-request-method': 'PUT',
      'access-control-request-private-network': 'true',
    };
    const answer = await send(server, 'OPTIONS', PODS, { headers });
    expect(answer.status).toBe(403);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test.each([
    ['a page of another origin', { origin: 'https://evil.example' }, {}],
    ['a host that is not known', {}, { host: 'evil.example' }],
  ])('a WebSocket of %s', async (_, options, headers) => {
    const url = `${server.url.replace('http', 'ws')}/api/v1/secrets?watch=1`;
    const socket = new WebSocket(url, { origin: server.url, ...options, headers });
    socket.on('error', () => {});
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(403);
    response.resume();
    await once(response, 'close');
  });

  test.each([
    ['after one that is known', 'Host: localhost\r\nhost: evil.example\r\n'],
    ['before one that is known', 'HOST: evil.example\r\nHost: localhost\r\n'],
    ['since it is empty', 'Host:\r\n'],
  ])('a host that is not known, %s', async (_, hosts) => {
    const { closed } = await dial(server, `GET /livez HTTP/1.1\r\n${hosts}Connection: close\r\n\r\n`);
    expect(await closed).toMatch(/^HTTP\/1\.1 403 /);
  });

  test.each(['http://evil.example', 'http://evil.example:80', 'HTTPS://localhost@evil.example', 'http://'])(
    'a host that is not known before the path: %s',
    async (target) => {
      const text = `GET ${target}/livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
      expect(await (await dial(server, text)).closed).toMatch(/^HTTP\/1\.1 4\d\d /);
    },
  );
});

test('400 BadRequest answers a request that names a host twice', async () => {
  const text = 'GET /livez HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\nConnection: close\r\n\r\n';
  expect(await (await dial(server, text)).closed).toMatch(/^HTTP\/1\.1 400 .*"reason":\s*"BadRequest"/s);
});

describe('let in are', () => {
  test.each([
    ['programs, which say nothing of pages', {}],
    ['programs that leave a header empty', { origin: '', 'sec-fetch-site': '' }],
    ["the server's own pages", () => ({ origin: server.url, 'sec-fetch-site': 'same-origin' })],
    ['clients that name the server as the origin', () => ({ origin: server.url })],
    ['what a user types', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
    ['tunnels to this machine', { host: 'localhost:2222', origin: 'http://localhost:2222' }],
    ['the default port, named or not', { host: 'localhost:80', origin: 'http://localhost' }],
    ['clients that name the default port as part of the origin', { host: 'localhost', origin: 'http://localhost:80' }],
    ['clients that name it as it was written', { host: 'LocalHost:8080', origin: 'http://LocalHost:8080' }],
    ['what comes through a proxy that ends TLS', { host: 'localhost:8443', origin: 'https://localhost:8443' }],
    [
      'pages behind a proxy of this machine that names the server as the host',
      { origin: 'http://localhost:8001', 'sec-fetch-site': 'same-origin' },
    ],
  ])('%s', async (_, headers) => {
    const sent = typeof headers === 'function' ? headers() : headers;
    expect((await send(server, 'GET', '/livez', { headers: sent })).status).toBe(200);
  });

  test('requests of HTTP/1.0 without a host, as load balancers send them', async () => {
    expect(await (await dial(server, 'GET /livez HTTP/1.0\r\n\r\n')).closed).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('the hosts and the pages that the options name', async () => {
    const own = await serve({ allowedHosts: ['*.dev.example'], corsAllowedOrigins: ['^https://ok\\.example$'] });
    const statusOf = async (headers: Record<string, string>) => (await send(own, 'GET', '/livez', { headers })).status;
    const host = 'pods.dev.example:8080';
    expect(await statusOf({ host })).toBe(200);
    expect(await statusOf({ host, origin: `http://${host}` })).toBe(200);
    expect(await statusOf({ host, origin: 'https://ok.example', 'sec-fetch-site': 'cross-site' })).toBe(200);
    expect(await statusOf({ host, ...EVIL })).toBe(403);
    expect(await statusOf({ host: 'dev.example' })).toBe(403);
    await own.close();
  });

  test('a WebSocket of a page that the options name', async () => {
    const own = await serve({ corsAllowedOrigins: ['^https://ok\\.example$'] });
    const socket = new WebSocket(`${own.url.replace('http', 'ws')}/api/v1/secrets?watch=1`, {
      origin: 'https://ok.example',
    });
    await once(socket, 'open');
    socket.terminate();
    await own.close();
  });

  test('the address that the server is bound to', async () => {
    const own = await serve({ bindAddress: '127.0.0.2' });
    expect((await fetch(`${own.url}/livez`)).status).toBe(200);
    await own.close();
  });
});

test('a connection goes on after a refusal', async () => {
  const refused = 'POST /api HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 2\r\n\r\n{}';
  const connection = await dial(
    server,
    `${refused}GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
  );
  expect(await connection.closed).toMatch(/^HTTP\/1\.1 403 .*\r\n\r\n\{.*HTTP\/1\.1 200 OK.*ok$/s);
});
