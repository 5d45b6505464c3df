import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PodledgerServer } from '../../../src/index.ts';
import { PODS, podBody, send, serve } from '../../support/http.ts';

const ORIGIN = 'https://dashboard.example:8443';

/** What kube-apiserver's filter says to the pages of an origin that is allowed. */
const CORS_HEADERS = {
  'access-control-allow-origin': ORIGIN,
  'access-control-allow-methods': 'POST, GET, OPTIONS, PUT, DELETE, PATCH',
  'access-control-allow-headers':
    'Content-Type, Content-Length, Accept-Encoding, X-CSRF-Token, Authorization, X-Requested-With, If-Modified-Since',
  'access-control-expose-headers': 'Date',
  'access-control-allow-credentials': 'true',
};

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve({ corsAllowedOrigins: ['//dashboard\\.example(:|$)'] });
});
afterAll(() => server.close());

const FROM_PAGE = { origin: ORIGIN, 'sec-fetch-site': 'cross-site' };

test.each(['/livez', '/version', PODS, `${PODS}/none`, '/nothing', `${PODS}?watch=1&timeoutSeconds=-1`])(
  'an answer to a page that is allowed says so: %s',
  async (path) => {
    const { status, headers } = await send(server, 'GET', path, { headers: FROM_PAGE });
    expect(status).not.toBe(403);
    expect(headers).toMatchObject(CORS_HEADERS);
  },
);

test('a page that is allowed creates objects', async () => {
  const headers = { ...FROM_PAGE, 'content-type': 'application/json' };
  const created = await send(server, 'POST', PODS, { headers, body: podBody('from-a-page') });
  expect(created).toMatchObject({ status: 201, headers: CORS_HEADERS });
});

test.each([PODS, '/livez', '/nothing'])('OPTIONS of such a page are answered 204 at once: %s', async (path) => {
  const preflight = {
    ...FROM_PAGE,
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'content-type',
    'access-control-request-private-network': 'true',
  };
  const { status, headers, text } = await send(server, 'OPTIONS', path, { headers: preflight });
  expect([status, text]).toEqual([204, '']);
  const { connection, date, 'keep-alive': _, 'audit-id': id, ...others } = headers;
  expect(others).toEqual({ ...CORS_HEADERS, 'cache-control': 'no-cache, private' });
  expect(id).toBeDefined();
});

test.each([{}, { origin: '' }])('a program that names no origin is told nothing of it: %j', async (headers) => {
  const answer = await send(server, 'GET', '/livez', { headers });
  expect([answer.status, Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))]).toEqual([
    200,
    [],
  ]);
});

test('a page of the server itself needs no leave', async () => {
  const answer = await send(server, 'GET', '/livez', { headers: { origin: server.url } });
  expect(answer.status).toBe(200);
  expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
});

test.each(['https://dashboard.example.evil', 'null', `${ORIGIN}, https://evil.example`])(
  'a page of another origin is refused, and so are its OPTIONS: %s',
  async (origin) => {
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const answer = await send(server, method, PODS, { headers: { origin } });
      expect(answer.status).toBe(403);
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    }
  },
);

test('a host that is not known is refused whatever the origin', async () => {
  const answer = await send(server, 'GET', PODS, { headers: { ...FROM_PAGE, host: 'evil.example' } });
  expect(answer.status).toBe(403);
});
