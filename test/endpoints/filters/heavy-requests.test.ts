import fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RequestDocument } from '../../../src/endpoints/decoding/request-document.ts';
import { isHeavyBody } from '../../../src/endpoints/filters/heavy-body.ts';
import type { HeavyLane } from '../../../src/endpoints/filters/heavy-lane.ts';
import { handOnHeavyRequests } from '../../../src/endpoints/filters/heavy-requests.ts';
import { errorHandler } from '../../../src/endpoints/respond/error-handler.ts';
import type { PodledgerServer } from '../../../src/index.ts';
import { eventually } from '../../support/eventually.ts';
import { countedUids } from '../../support/fixed-sources.ts';
import { dial, type HttpAnswer, PODS, podBody, send, serve } from '../../support/http.ts';
import { openWatch } from '../../support/watch.ts';

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve({ randomUUID: countedUids() });
});
afterAll(() => server.close());

const labels = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`label-${i}`, 'v']));
// Enough for the request to be answered in another thread.
const MANY = 5_000;

const write = (method: string, path: string, body: unknown, type = 'application/json', headers = {}) =>
  send(server, method, path, { headers: { 'content-type': type, ...headers }, body });

/** An answer but for what differs from object to object. */
const shown = ({ status, headers, text, warnings }: HttpAnswer): object => ({
  status,
  type: headers['content-type'],
  cache: headers['cache-control'],
  warnings,
  text: text.replaceAll(/"(?:label-\d+|f:label-\d+)":(?:"v"|\{\}),?/g, '').replaceAll(/"[^"]*"/g, '"_"'),
});

describe('a request that takes long is answered as any other', () => {
  test('a create, with the clock and the uids of the server', async () => {
    const watch = await openWatch(server, `${PODS}?watch=1&resourceVersion=0`);
    const created = await write('POST', PODS, podBody('a', { metadata: { labels: labels(MANY) } }));
    expect(created.status).toBe(201);
    expect(created.json().metadata).toMatchObject({
      name: 'a',
      uid: expect.stringMatching(/^00000000-0000-4000-8000-/),
      creationTimestamp: '2020-01-02T03:04:05Z',
      selfLink: `${PODS}/a`,
    });
    const small = await write('POST', PODS, podBody('b', { metadata: { labels: labels(1) } }));
    expect(shown(created)).toEqual(shown(small));
    const [event] = await watch.until(1);
    expect(event).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'a' } } });
    watch.cut();
  });

  test('a create that is refused, and one with warnings', async () => {
    const taken = await write('POST', PODS, podBody('a', { metadata: { labels: labels(MANY) } }));
    expect(taken.json()).toMatchObject({ code: 409, reason: 'AlreadyExists' });
    const invalid = podBody('A', { metadata: { labels: labels(MANY) } });
    expect((await write('POST', PODS, invalid)).json()).toMatchObject({ code: 422, reason: 'Invalid' });
    const missing = '/api/v1/namespaces/missing/pods';
    const nowhere = await write('POST', missing, podBody('a', { metadata: { labels: labels(MANY) } }));
    expect(nowhere.json()).toMatchObject({ code: 404 });
    const unknown = { ...podBody('w', { metadata: { labels: labels(MANY) } }), ünknown: 1 };
    const warned = await write('POST', `${PODS}?fieldValidation=Warn&dryRun=All`, unknown);
    const { ünknown: _, ...rest } = unknown;
    const plain = await write('POST', `${PODS}?fieldValidation=Warn&dryRun=All`, { ...podBody('w'), ünknown: 1 });
    expect(rest).toHaveProperty('kind');
    expect(warned.warnings).toEqual(plain.warnings);
    expect(warned.warnings).toHaveLength(1);
  });

  test('an update, each patch, an apply, a status and a deletion of a large object', async () => {
    await write('POST', PODS, podBody('c', { metadata: { labels: labels(1) } }));
    const path = `${PODS}/c`;
    const put = await write('PUT', path, podBody('c', { metadata: { labels: labels(MANY) } }));
    expect([put.status, Object.keys(put.json().metadata.labels as object).length]).toEqual([200, MANY]);
    const stale = podBody('c', { metadata: { resourceVersion: '1', labels: labels(MANY) } });
    expect((await write('PUT', path, stale)).status).toBe(409);
    const change = { metadata: { labels: { x: 'y' } } };
    for (const type of ['application/merge-patch+json', 'application/strategic-merge-patch+json']) {
      expect((await write('PATCH', path, change, type)).json().metadata.labels).toHaveProperty('x');
    }
    const operations = [{ op: 'remove', path: '/metadata/labels/x' }];
    const patched = await write('PATCH', path, operations, 'application/json-patch+json');
    expect(patched.json().metadata.labels).not.toHaveProperty('x');
    const applied = await write(
      'PATCH',
      `${path}?fieldManager=m&force=true`,
      podBody('c', { metadata: { labels: { x: 'z' } } }),
      'application/apply-patch+yaml',
    );
    expect(applied.json().metadata.labels).toMatchObject({ x: 'z', 'label-7': 'v' });
    const running = await write(
      'PATCH',
      `${path}/status`,
      { status: { phase: 'Running' } },
      'application/merge-patch+json',
    );
    expect(running.json()).toMatchObject({ status: { phase: 'Running' }, metadata: { selfLink: `${path}/status` } });
    const gone = await write('DELETE', path, { gracePeriodSeconds: 0 });
    expect(gone.status).toBe(200);
    expect((await send(server, 'GET', path)).status).toBe(404);
  });

  test('a read of a large object in another form', async () => {
    await write('POST', PODS, podBody('d', { metadata: { labels: labels(MANY) } }));
    const path = `${PODS}/d?resourceVersion=1`;
    const plain = await send(server, 'GET', path);
    const pretty = await send(server, 'GET', `${path}&pretty=true`);
    expect(pretty.text).toBe(`${JSON.stringify(JSON.parse(plain.text), undefined, 2)}`);
    const yaml = await send(server, 'GET', path, { headers: { accept: 'application/yaml' } });
    expect(yaml.text).toContain('\n    label-4999: v\n');
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
    const table = await send(server, 'GET', path, { headers: { accept } });
    expect(table.json()).toMatchObject({ kind: 'Table', rows: [{ cells: expect.arrayContaining(['d', '0s']) }] });
    const packed = await send(server, 'GET', `${path}&pretty=1`, { headers: { 'accept-encoding': 'gzip' } });
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    const escaped = await send(server, 'GET', `${PODS}/d?resource%56ersion=1&pretty=1`);
    expect(escaped.text).toBe(pretty.text);
    const future = await send(server, 'GET', `${PODS}/d?resourceVersion=1000000&pretty=1`);
    expect(future.json()).toMatchObject({ code: 504 });
  });

  test('a list with a large object as YAML', async () => {
    await write('POST', PODS, podBody('l', { metadata: { labels: labels(MANY) } }));
    const headers = { accept: 'application/yaml' };
    const one = await send(server, 'GET', `${PODS}/l`, { headers });
    const list = await send(server, 'GET', `${PODS}?fieldSelector=metadata.name=l`, { headers });
    const item = one.text.split('\n').filter((line) => !/^(?:kind|apiVersion):/.test(line));
    expect(list.text).toContain(`\n- ${item.join('\n  ').trim()}\n`);
  });

  test('a list with a large object as protobuf, or indented', async () => {
    const text = { text: 'x'.repeat(200_000) };
    await write('POST', PODS, podBody('m', { metadata: { labels: labels(1), annotations: text } }));
    const only = `${PODS}?fieldSelector=metadata.name=m`;
    const plain = await send(server, 'GET', only);
    const indented = await send(server, 'GET', `${only}&pretty=true`);
    expect(indented.text).toBe(JSON.stringify(JSON.parse(plain.text), undefined, 2));
    const headers = { accept: 'application/vnd.kubernetes.protobuf' };
    const list = await send(server, 'GET', only, { headers });
    const one = await send(server, 'GET', `${PODS}/m`, { headers });
    // The list has the object as it is answered alone, without the envelope of 13 bytes and more.
    expect(list.status).toBe(200);
    expect(list.text).toContain(one.text.slice(one.text.indexOf('\n'), -4).slice(40));
    const metadataList = `${headers.accept};as=PartialObjectMetadataList;v=v1;g=meta.k8s.io`;
    expect((await send(server, 'GET', only, { headers: { accept: metadataList } })).status).toBe(200);
  });

  test.each(['', '&includeObject=Object', '&includeObject=None', '&pretty=true'])(
    'a table with a large object among others%s',
    async (query) => {
      const text = { text: 'x'.repeat(100_000) };
      await write('POST', PODS, podBody('t', { metadata: { labels: { table: 'a' }, annotations: text } }));
      await write('POST', PODS, podBody('u', { metadata: { labels: { table: 'a' } } }));
      const headers = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
      const list = await send(server, 'GET', `${PODS}?labelSelector=table=a${query}`, { headers });
      const rows = await Promise.all(
        ['t', 'u'].map(async (name) => {
          const { columnDefinitions, rows } = (
            await send(server, 'GET', `${PODS}/${name}?${query}`, { headers })
          ).json();
          expect(list.json().columnDefinitions).toEqual(columnDefinitions);
          return (rows as unknown[])[0];
        }),
      );
      expect(list.json().rows).toEqual(rows);
      const cells = rows.map((row) => (row as { cells: unknown[] }).cells);
      expect(cells).toEqual([expect.arrayContaining(['t', 'Pending']), expect.arrayContaining(['u', 'Pending'])]);
    },
  );

  test('a table of events, which are shown as one version and stored as another', async () => {
    const event = {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { name: 'e', namespace: 'default', annotations: { text: 'x'.repeat(100_000) } },
      eventTime: '2020-01-02T03:04:05.000000Z',
      reportingController: 'example.com/c',
      reportingInstance: 'c',
      action: 'Did',
      reason: 'Because',
      type: 'Normal',
      regarding: { kind: 'Pod', namespace: 'default', name: 'a' },
    };
    const events = '/apis/events.k8s.io/v1/namespaces/default/events';
    expect((await write('POST', events, event)).status).toBe(201);
    const headers = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
    for (const path of [events, '/api/v1/namespaces/default/events']) {
      const list = (await send(server, 'GET', path, { headers })).json();
      const one = (await send(server, 'GET', `${path}/e`, { headers })).json();
      expect(list.rows).toEqual(one.rows);
      expect(JSON.stringify(list.rows)).toContain('Because');
    }
  });

  test('services, whose addresses are handed out one after another', async () => {
    const services = '/api/v1/namespaces/default/services';
    const service = (name: string, count: number) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, labels: labels(count) },
      spec: { ports: [{ port: 80 }] },
    });
    const created = await Promise.all(
      Array.from({ length: 12 }, (_, i) => write('POST', services, service(`s${i}`, i % 2 === 0 ? MANY : 1))),
    );
    expect(new Set(created.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(created.map((answer) => (answer.json().spec as { clusterIP: string }).clusterIP)).size).toBe(12);
  });

  test('YAML, and YAML that repeats itself without end', async () => {
    const lines = Object.keys(labels(1_500)).map((key) => `    ${key}: v\n`);
    const head = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: e\n  labels:\n';
    const spec = 'spec:\n  containers: [{name: main, image: i}]\n';
    const created = await write('POST', PODS, head + lines.join('') + spec, 'application/yaml');
    expect([created.status, Object.keys(created.json().metadata.labels as object).length]).toEqual([201, 1_500]);
    const bomb = Array.from({ length: 40 }, (_, i) => `x${i + 1}: &x${i + 1} [${`*x${i},`.repeat(9)}]\n`).join('');
    const refused = await write('POST', PODS, `${head}x0: &x0 [a]\n${bomb}`, 'application/yaml');
    expect(refused.json()).toMatchObject({ code: 400, reason: 'BadRequest' });
  });
});

describe('nobody waits any more for an answer', () => {
  /** A server whose lane answers nothing; each request that is handed on gets its signal into `handed`. */
  async function serveNothing() {
    const deadline = { signal: new AbortController().signal, callbacks: new Set<() => void>() };
    const handed: (AbortSignal | undefined)[] = [];
    const app = fastify();
    app.removeAllContentTypeParsers();
    app.addContentTypeParser<Buffer>('*', { parseAs: 'buffer' }, (_, body, done) =>
      done(null, new RequestDocument(body, undefined)),
    );
    app.setErrorHandler(errorHandler);
    const lane: HeavyLane = {
      answer: (_, signal) => {
        handed.push(signal);
        return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
      },
      isLarge: () => false,
    };
    handOnHeavyRequests(app, lane, { deadlines: { current: () => deadline, stop: () => {} } });
    app.post('/', { config: { heavy: { key: () => undefined, reached: async () => {} } } }, () => 'not handed on');
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const body = JSON.stringify(labels(MANY));
    const request = `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const connection = await dial({ url });
    connection.socket.write(request);
    await eventually(() => expect(handed).toHaveLength(1));
    return { app, connection, handed, deadline };
  }

  test('where its time is up, which is answered 504', async () => {
    const { app, connection, handed, deadline } = await serveNothing();
    for (const callback of deadline.callbacks) callback();
    expect(await connection.until('"code":504')).toContain('allotted timeout');
    expect(handed[0]?.aborted).toBe(true);
    connection.socket.destroy();
    await app.close();
    expect(deadline.callbacks.size).toBe(0);
  });

  test('where its client has left', async () => {
    const { app, connection, handed, deadline } = await serveNothing();
    expect(handed[0]?.aborted).toBe(false);
    connection.socket.destroy();
    await eventually(() => expect(handed[0]?.aborted).toBe(true));
    expect(deadline.callbacks.size).toBe(0);
    await app.close();
  });
});

describe('a body takes long', () => {
  const document = (text: string, type?: string) => new RequestDocument(Buffer.from(text), type);

  test.each<[string, string, string | undefined, boolean]>([
    ['that is a pod', JSON.stringify(podBody('p')), undefined, false],
    ['of one long text', JSON.stringify({ data: { a: 'x'.repeat(200_000) } }), 'application/json', false],
    ['of one very long text', JSON.stringify({ data: { a: 'x'.repeat(1_000_000) } }), 'application/json', true],
    ['of a manifest in YAML', 'a: [b: c]\n'.repeat(400), 'application/yaml', false],
    ['of one long text in YAML', `a: ${'!'.repeat(100_000)}`, 'application/yaml', true],
    ['of many members', JSON.stringify(labels(MANY)), 'application/json', true],
    ['of many entries', JSON.stringify(new Array(MANY).fill(0)), 'application/json-patch+json', true],
    ['of 4,000 entries', JSON.stringify(new Array(4_000).fill(0)), 'application/json', false],
    ['of one more', JSON.stringify(new Array(4_001).fill(0)), 'application/json', true],
    [
      'of entries behind a long text',
      JSON.stringify(['x'.repeat(50_000), ...new Array(4_000).fill(0)]),
      undefined,
      true,
    ],
    ['of a few lines of YAML', 'a: 1\n'.repeat(100), 'application/yaml', false],
    ['of many lines of YAML', 'a: 1\n'.repeat(MANY), 'application/yaml', true],
    ['of YAML with aliases', 'a: &a x\nb: *a\n', 'application/apply-patch+yaml', true],
    ['that is applied as JSON', JSON.stringify({ a: 'x'.repeat(100_000) }), 'application/apply-patch+yaml', false],
    ['of much protobuf', 'x'.repeat(100_000), 'application/vnd.kubernetes.protobuf', true],
  ])('%s', (_, text, type, heavy) => {
    expect(isHeavyBody(document(text, type))).toBe(heavy);
  });
});
