import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PodledgerServer } from '../../../src/index.ts';
import { createPod, dial, PODS, send, serve } from '../../support/http.ts';

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve();
  await createPod(server, 'p');
});
afterAll(() => server.close());

const NOT_ALLOWED = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: 'the server does not allow this method on the requested resource',
  reason: 'MethodNotAllowed',
  details: {},
  code: 405,
};

describe('a method that a path does not take is answered 405 with those that it does', () => {
  test.each([
    ['POST', `${PODS}/p`, 'GET, PUT, PATCH, DELETE'],
    ['POST', `${PODS}/p/status`, 'GET, PUT, PATCH'],
    ['DELETE', `${PODS}/p/status`, 'GET, PUT, PATCH'],
    ['OPTIONS', `${PODS}/p/status`, 'GET, PUT, PATCH'],
    ['PUT', PODS, 'GET, POST, DELETE'],
    ['PATCH', PODS, 'GET, POST, DELETE'],
    ['OPTIONS', PODS, 'GET, POST, DELETE'],
    ['POST', '/api/v1/pods', 'GET'],
    ['PUT', '/api/v1/namespaces', 'GET, POST'],
  ])('%s %s', async (method, path, allow) => {
    const answer = await send(server, method, path);
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe(allow);
    expect(answer.json()).toEqual(NOT_ALLOWED);
  });

  test('HEAD, without a body', async () => {
    const answer = await send(server, 'HEAD', `${PODS}/p`);
    expect(answer.status).toBe(405);
    expect(answer.text).toBe('');
    expect(Number(answer.headers['content-length'])).toBeGreaterThan(0);
  });

  test.each(['TRACE', 'PROPFIND'])('%s, which nothing takes', async (method) => {
    expect((await send(server, method, `${PODS}/p`)).json()).toEqual(NOT_ALLOWED);
  });
});

describe('a path that nothing is served at is answered 404', () => {
  test.each([
    '/api/v1/nothing',
    '/api/v2',
    '/api/v1/namespaces/default//pods',
    `${PODS}/p/nothing`,
    `${PODS}/p/status/more`,
    '/api/v1/namespaces/default/nothing',
    `${PODS}/../pods/p`,
  ])('with a Status below the API: %s', async (path) => {
    const answer = await send(server, 'GET', path);
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.json()).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'the server could not find the requested resource',
      reason: 'NotFound',
      details: {},
      code: 404,
    });
  });

  test.each([
    '/nothing',
    '/nothing/here',
    '/livez/nothing',
    '/apis/none.example.com/v1/things',
    '/API/v1/pods',
    '/apiary',
  ])('with text elsewhere: %s', async (path) => {
    const answer = await send(server, 'GET', path);
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.text).toBe('404 page not found\n');
  });
});

describe('names in paths', () => {
  test('may be escaped, and the path may end in a slash', async () => {
    for (const path of [`${PODS}/%70`, `${PODS}/p/`, `${PODS}/p/status/`]) {
      expect((await send(server, 'GET', path)).json().metadata.name).toBe('p');
    }
    expect((await send(server, 'GET', `${PODS}/`)).json().kind).toBe('PodList');
  });

  test.each([
    ['a%20b', 'a b'],
    ['%00', '\0'],
    ['%E2%82%AC', '€'],
    ['a'.repeat(10_000), 'a'.repeat(10_000)],
  ])('%.40s is not found by what it stands for', async (escaped, name) => {
    const answer = await send(server, 'GET', `${PODS}/${escaped}`);
    expect(answer.status).toBe(404);
    expect(answer.json()).toMatchObject({ message: `pods "${name}" not found`, details: { name, kind: 'pods' } });
  });

  test('may have slashes that are escaped, which are slashes all the same', async () => {
    const { metadata } = (await send(server, 'GET', `${PODS}/p`)).json();
    expect((await send(server, 'GET', `${PODS}%2Fp%2fstatus`)).json().metadata.uid).toBe(metadata.uid);
    expect((await send(server, 'GET', `${PODS}/p//`)).json().metadata.uid).toBe(metadata.uid);
    expect((await send(server, 'GET', '/api/v1/namespaces/default%2Fp/pods')).status).toBe(404);
    expect((await send(server, 'GET', `${PODS}/..%2fpods`)).json().message).toBe(
      'the server could not find the requested resource',
    );
  });

  test.each([
    [`${PODS}/%2e%2e`, `Name parameter invalid: "..": may not be '..'`],
    [`${PODS}/%2E/status`, `Name parameter invalid: ".": may not be '.'`],
    [`${PODS}/a%25b`, `Name parameter invalid: "a%b": may not contain '%'`],
    ['/api/v1/namespaces//pods/p', 'Namespace parameter required.'],
  ])('%s has a name that no object can have: 400', async (path, message) => {
    const answer = await send(server, 'GET', path);
    expect(answer.json()).toMatchObject({ code: 400, reason: 'BadRequest', message });
  });

  test('that say what is done and not to what are a fault of the server, as kube-apiserver has it', async () => {
    for (const path of ['/api/v1/watch', '/apis/example.com/v2/proxy']) {
      const answer = await send(server, 'GET', path);
      expect(answer).toMatchObject({
        status: 500,
        text: `Internal Server Error: "${path}": failed to create RequestInfo: unable to determine kind and namespace from url, ${path}\n`,
      });
      expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    }
  });

  test.each(['/api/v1/%ZZ', `${PODS}/%`])('%s cannot be read: 400', async (path) => {
    const answer = await send(server, 'GET', path);
    expect(answer).toMatchObject({ status: 400, text: '400 Bad Request' });
    expect(answer.headers['audit-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect((await send(server, 'GET', `${PODS}/p`)).status).toBe(200);
  });

  test.each([`${PODS}/%E0%A4`, `${PODS}/%c0%ae`])('%s names nothing', async (path) => {
    expect((await send(server, 'GET', path)).json()).toMatchObject({ code: 404, reason: 'NotFound' });
  });

  test.each(['timeout=abc', 'timeout=1', 'timeout=1x', 'timeout=5s&timeout=1'])(
    'a request may not take %s',
    async (query) => {
      const answer = await send(server, 'GET', `${PODS}/p?${query}`);
      if (query.startsWith('timeout=5s')) expect(answer.status).toBe(200);
      else expect(answer.json().message).toMatch(/^invalid timeout specified in the request URL - time: /);
    },
  );

  test('an object is no longer answered without what the cluster has filled in', async () => {
    expect((await send(server, 'GET', `${PODS}/p?export=true`)).json()).toMatchObject({
      code: 400,
      message: 'the export parameter, deprecated since v1.14, is no longer supported',
    });
    expect((await send(server, 'GET', `${PODS}/p?export=false`)).status).toBe(200);
  });

  test('a query that cannot be read is passed over', async () => {
    expect((await send(server, 'GET', `${PODS}/p?pretty=%ZZ&=&&a[]=1&__proto__=2`)).status).toBe(200);
  });
});

describe('the absolute form of a request', () => {
  test('is answered like the usual one', async () => {
    const { closed } = await dial(
      server,
      `GET http://localhost${PODS}/p HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    );
    const answer = await closed;
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain(`"selfLink":"${PODS}/p"`);
  });
});

describe('headers of every answer', () => {
  test.each(['/healthz', `${PODS}/p`, `${PODS}/none`, '/nothing', '/api/v1/%ZZ'])('%s', async (path) => {
    const { headers } = await send(server, 'GET', path);
    expect(headers['audit-id']).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(headers['cache-control']).toBe('no-cache, private');
    expect(headers.date).toBeDefined();
  });

  test('the Audit-Id comes from where uids come from', async () => {
    const own = await serve({ randomUUID: () => 'not so random' });
    expect((await send(own, 'GET', '/healthz')).headers['audit-id']).toBe('not so random');
    await own.close();
  });

  test('the Audit-Id of the request is given back', async () => {
    const id = 'a proxy/named "it" already';
    expect((await send(server, 'GET', `${PODS}/p`, { headers: { 'audit-id': id } })).headers['audit-id']).toBe(id);
    expect((await send(server, 'GET', `${PODS}/p`, { headers: { 'audit-id': '' } })).headers['audit-id']).not.toBe('');
  });
});

describe('health', () => {
  const STARTED = [
    'storage-readiness',
    'start-system-namespaces-controller',
    'scheduling/bootstrap-system-priority-classes',
  ]
    .map((hook) => `[+]poststarthook/${hook} ok\n`)
    .join('');

  test.each(['/healthz', '/livez', '/readyz'])('%s', async (path) => {
    const answer = await send(server, 'GET', path);
    expect(answer).toMatchObject({ status: 200, text: 'ok' });
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(await send(server, 'HEAD', path)).toMatchObject({ status: 200, text: '' });
    expect((await send(server, 'GET', `${path}?verbose`)).text).toBe(
      `[+]ping ok\n[+]storage ok\n${STARTED}${path.slice(1)} check passed\n`,
    );
  });

  test.each(['/healthz', '/livez', '/readyz'])('each check of %s has a path of its own', async (path) => {
    for (const check of ['ping', 'storage', 'poststarthook/scheduling/bootstrap-system-priority-classes']) {
      const answer = await send(server, 'GET', `${path}/${check}`);
      expect(answer).toMatchObject({ status: 200, text: 'ok' });
      expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    }
  });

  test('?exclude leaves checks out, and says where there is none of the name', async () => {
    const get = async (query: string) => (await send(server, 'GET', `/readyz?verbose&${query}`)).text;
    expect(await get('exclude=storage')).toBe(`[+]ping ok\n[+]storage excluded: ok\n${STARTED}readyz check passed\n`);
    expect(await get('exclude=storage&exclude=ping&exclude=z&exclude=a')).toBe(
      `[+]ping excluded: ok\n[+]storage excluded: ok\n${STARTED}` +
        'warn: some health checks cannot be excluded: no matches for "a","z"\nreadyz check passed\n',
    );
    expect(await send(server, 'GET', '/readyz?exclude=storage')).toMatchObject({ status: 200, text: 'ok' });
  });
});

describe('the root', () => {
  test('answers the paths from which the others are found, in order', async () => {
    const answer = await send(server, 'GET', '/');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json');
    const { paths } = answer.json<{ paths: string[] }>();
    expect(paths).toEqual(paths.toSorted());
    expect(paths).toEqual(
      expect.arrayContaining([
        '/api',
        '/api/v1',
        '/apis',
        '/apis/policy',
        '/apis/policy/v1',
        '/openapi/v3',
        '/readyz/ping',
      ]),
    );
  });

  test('names only paths that are served', async () => {
    const { paths } = (await send(server, 'GET', '/')).json<{ paths: string[] }>();
    for (const path of paths) expect([path, (await send(server, 'GET', path)).status]).toEqual([path, 200]);
  });
});
