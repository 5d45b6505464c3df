import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { PodledgerServer } from '../../src/index.ts';
import { createPod, dial, PODS, putStatus, send, serve } from '../support/http.ts';
import { inShort, type OpenedWatch, openWatch } from '../support/watch.ts';

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';
const METADATA = 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io';

let server: PodledgerServer;
const opened: OpenedWatch[] = [];
let names = 0;

beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());
afterEach(() => {
  for (const watch of opened.splice(0)) watch.cut();
});

/** A name of the test's own. */
function newName(): string {
  names += 1;
  return `p${names}`;
}

async function watch(query: string, headers?: Record<string, string>, path = PODS): Promise<OpenedWatch> {
  const watch = await openWatch(server, `${path}?${query}`, headers);
  opened.push(watch);
  return watch;
}

async function version(): Promise<string> {
  return String((await send(server, 'GET', PODS)).json().metadata.resourceVersion);
}

const running = (name: string) => putStatus(server, name, { metadata: { name }, status: { phase: 'Running' } });
const remove = (name: string) => send(server, 'DELETE', `${PODS}/${name}?gracePeriodSeconds=0`);

describe('a watch', () => {
  test('answers its headers at once, though nothing happens', async () => {
    const { status, headers, events } = await watch(`watch=1&resourceVersion=${await version()}`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'transfer-encoding': 'chunked',
      'cache-control': 'no-cache, private',
      'audit-id': expect.any(String),
    });
    expect(events).toEqual([]);
  });

  test.each(['watch=true', 'watch=1', 'watch', 'watch=yes', 'watch=T'])('%s is one', async (query) => {
    expect((await watch(`${query}&timeoutSeconds=60`)).headers['transfer-encoding']).toBe('chunked');
  });

  test.each(['watch=false', 'watch=0', 'watch=FALSE', ''])('%j is none', async (query) => {
    expect((await send(server, 'GET', `${PODS}?${query}`)).json().kind).toBe('PodList');
  });

  test('tells of each write what it made of the object', async () => {
    const name = newName();
    const seen = await watch(`watch=1&resourceVersion=${await version()}`);
    const created = await createPod(server, name);
    const put = (await running(name)).json();
    await remove(name);
    const [added, modified, marked, deleted] = await seen.until(4);
    expect(inShort(seen.events)).toEqual([`ADDED ${name}`, `MODIFIED ${name}`, `MODIFIED ${name}`, `DELETED ${name}`]);
    // The answer says where it came from, which is the status.
    const metadata = { ...put.metadata, selfLink: created.metadata.selfLink };
    expect(modified?.object).toEqual({ ...put, metadata });
    expect(added?.object.metadata.resourceVersion).toBe(created.metadata.resourceVersion);
    const versions = [added, modified, marked, deleted].map((event) => Number(event?.object.metadata.resourceVersion));
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  });

  test('that is cut off resumes from its last version without a gap', async () => {
    const [one, two] = [newName(), newName()];
    const first = await watch(`watch=1&resourceVersion=${await version()}`);
    await createPod(server, one);
    const last = (await first.until(1)).at(-1)?.object.metadata.resourceVersion;
    first.cut();
    await createPod(server, two);
    await remove(one);
    const second = await watch(`watch=1&resourceVersion=${last}`);
    expect(inShort(await second.until(3))).toEqual([`ADDED ${two}`, `MODIFIED ${one}`, `DELETED ${one}`]);
  });

  test.each(['/api/v1/watch/namespaces/default/pods', '/api/v1/watch/pods'])('is served at %s, too', async (path) => {
    const name = newName();
    const seen = await watch(`resourceVersion=${await version()}`, {}, path);
    await createPod(server, name);
    expect(inShort(await seen.until(1))).toEqual([`ADDED ${name}`]);
  });

  test('of one object is served below its path, and takes no field selector but its own', async () => {
    const [one, other] = [newName(), newName()];
    const path = `/api/v1/watch/namespaces/default/pods/${one}`;
    const seen = await watch(`resourceVersion=${await version()}&fieldSelector=metadata.name%3D${one}`, {}, path);
    await createPod(server, other);
    await createPod(server, one);
    expect(inShort(await seen.until(1))).toEqual([`ADDED ${one}`]);
    const refused = await send(server, 'GET', `${path}?fieldSelector=metadata.name%3D${other}`);
    expect([refused.status, refused.json().message]).toEqual([
      400,
      "fieldSelector metadata.name doesn't match requested name",
    ]);
    expect((await send(server, 'PUT', path)).status).toBe(405);
  });

  test('of an object outside namespaces is served below its path', async () => {
    const seen = await watch('timeoutSeconds=60', {}, '/api/v1/watch/namespaces/default');
    expect(inShort(await seen.until(1))).toEqual(['ADDED default']);
  });

  test.each([
    ['metadata.name=NAME', ['ADDED', 'MODIFIED', 'MODIFIED', 'DELETED']],
    ['metadata.name=other', []],
    ['status.phase=Running', ['ADDED', 'MODIFIED', 'DELETED']],
    ['status.phase!=Running', ['ADDED', 'DELETED']],
    ['spec.nodeName=n1,metadata.name=NAME', ['ADDED', 'MODIFIED', 'MODIFIED', 'DELETED']],
    ['spec.nodeName=n1,spec.nodeName=n2', []],
    ['metadata.name=NAME,metadata.name=other', []],
    ['metadata.namespace=other', []],
  ])('with field selector %s tells of what it selects', async (selector, types) => {
    const name = newName();
    const fieldSelector = encodeURIComponent(selector.replace('NAME', name));
    const seen = await watch(
      `watch=1&resourceVersion=${await version()}&fieldSelector=${fieldSelector}&timeoutSeconds=60`,
    );
    await createPod(server, name, { spec: { nodeName: 'n1' } });
    await running(name);
    await remove(name);
    await seen.until(types.length);
    // Had it been told of more, that would be here before what another watch is told of a later write.
    const all = await watch(`watch=1&resourceVersion=${await version()}`);
    await createPod(server, newName());
    await all.until(1);
    const mine = seen.events.filter(({ object }) => object.metadata.name === name);
    expect(mine.map(({ type }) => type)).toEqual(types);
  });
});

describe('the options of a watch', () => {
  test.each([
    ['sendInitialEvents=true', 'requires setting resourceVersionMatch to NotOlderThan'],
    ['sendInitialEvents=false', 'requires setting resourceVersionMatch to NotOlderThan'],
    ['resourceVersionMatch=NotOlderThan', 'is forbidden for watch unless sendInitialEvents is provided'],
    [
      'sendInitialEvents=true&resourceVersionMatch=Exact',
      'Unsupported value: "Exact": supported values: "NotOlderThan"',
    ],
    ['sendInitialEvents=1&resourceVersionMatch=NotOlderThan&continue=x', 'forbidden when continue is provided'],
    ['continue=x', 'forbidden when continue is provided'],
    ['continue=x&resourceVersion=0', 'forbidden when continue is provided'],
  ])('%s is a 422', async (query, message) => {
    const answer = await send(server, 'GET', `${PODS}?watch=1&${query}`);
    expect(answer.status).toBe(422);
    expect(answer.json().message).toContain(message);
  });

  test('of a path of watches are those of a list', async () => {
    const answer = await send(
      server,
      'GET',
      '/api/v1/watch/pods?sendInitialEvents=true&resourceVersionMatch=NotOlderThan',
    );
    expect([answer.status, answer.json().message]).toEqual([422, expect.stringContaining('forbidden for list')]);
  });

  test.each([
    ['resourceVersion=abc', 500],
    ['timeoutSeconds=x', 400],
    ['limit=x', 400],
    ['fieldSelector=spec.image%3Dx', 400],
    ['labelSelector=%3D', 400],
  ])('%s is a %i', async (query, status) => {
    expect((await send(server, 'GET', `${PODS}?watch=1&${query}`)).json()).toMatchObject({
      kind: 'Status',
      code: status,
    });
  });

  test('that ask for YAML are a 406, which names what streams can be', async () => {
    const answer = await send(server, 'GET', `${PODS}?watch=1`, { headers: { accept: 'application/yaml' } });
    expect(answer.status).toBe(406);
    expect(answer.text).toContain('application/json;stream=watch');
  });

  test('are the only way to watch a kind: others than GET are refused', async () => {
    expect((await send(server, 'HEAD', `${PODS}?watch=1`)).status).toBe(405);
  });
});

describe('a watch that begins with what there is', () => {
  let own: PodledgerServer;
  beforeAll(async () => {
    own = await serve();
    for (const name of ['b', 'a']) await createPod(own, name);
  });
  afterAll(() => own.close());

  const events = async (query: string, count: number) => {
    const seen = await openWatch(own, `${PODS}?watch=1&timeoutSeconds=60&${query}`);
    opened.push(seen);
    return inShort(await seen.until(count));
  };

  test.each(['', 'resourceVersion=0', 'resourceVersion='])('with %j tells of it as added', async (query) => {
    expect(await events(query, 2)).toEqual(['ADDED a', 'ADDED b']);
  });

  test.each([
    'allowWatchBookmarks=true',
    'resourceVersion=0&allowWatchBookmarks=true',
    'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true',
    'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&resourceVersion=1',
  ])('with %j tells where that ends', async (query) => {
    const seen = await openWatch(own, `${PODS}?watch=1&${query}`);
    opened.push(seen);
    const [, , bookmark] = await seen.until(3);
    expect(bookmark).toEqual({
      type: 'BOOKMARK',
      object: {
        kind: 'Pod',
        apiVersion: 'v1',
        metadata: { resourceVersion: expect.any(String), annotations: { 'k8s.io/initial-events-end': 'true' } },
        spec: { containers: null },
        status: {},
      },
    });
  });

  test('tells of nothing where sendInitialEvents is false', async () => {
    const seen = await openWatch(own, `${PODS}?watch=1&sendInitialEvents=false&resourceVersionMatch=NotOlderThan`);
    opened.push(seen);
    await createPod(own, 'later');
    expect(inShort(await seen.until(1))).toEqual(['ADDED later']);
    await send(own, 'DELETE', `${PODS}/later?gracePeriodSeconds=0`);
  });

  test('selects of it what it selects of what follows', async () => {
    expect(await events('fieldSelector=metadata.name%3Db', 1)).toEqual(['ADDED b']);
    const everywhere = await openWatch(
      own,
      '/api/v1/pods?watch=1&fieldSelector=spec.nodeName%3D&allowWatchBookmarks=1',
    );
    opened.push(everywhere);
    expect(inShort(await everywhere.until(3))).toEqual(['ADDED a', 'ADDED b', 'BOOKMARK']);
  });
});

describe('a version', () => {
  test('that is no longer kept is told by an event, and the stream ends', async () => {
    const small = await serve({ watchHistoryEvents: 1 });
    for (const name of ['a', 'b', 'c']) await createPod(small, name);
    const seen = await openWatch(small, `${PODS}?watch=1&resourceVersion=2`);
    expect(seen.status).toBe(200);
    expect(await seen.ended).toEqual([
      {
        type: 'ERROR',
        object: {
          kind: 'Status',
          apiVersion: 'v1',
          metadata: {},
          status: 'Failure',
          message: expect.stringMatching(/^too old resource version: 2 \(\d+\)$/),
          reason: 'Expired',
          code: 410,
        },
      },
    ]);
    await small.close();
  });

  test.each([
    ['where the state is asked for', '&sendInitialEvents=true&resourceVersionMatch=NotOlderThan'],
    ['where it is that of a server before, as an informer has it', ''],
  ])('that is not reached is waited for %s, and told by an event', async (_, query) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const pending = watch(`watch=1&resourceVersion=99999${query}`);
    let isAnswered = false;
    void pending.then(() => {
      isAnswered = true;
    });
    let waited = 0;
    for (; !isAnswered; waited += 100) {
      vi.advanceTimersByTime(100);
      await new Promise<void>((resolve) => void setImmediate(resolve));
    }
    vi.useRealTimers();
    expect(waited).toBeGreaterThan(2_000);
    const [error] = await (await pending).ended;
    expect(error).toMatchObject({ type: 'ERROR', object: { code: 504, reason: 'Timeout' } });
    expect(error?.object).toMatchObject({
      details: { causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }] },
    });
  });

  test('in the future is where a watch begins that asks for what comes after it', async () => {
    const next = Number(await version()) + 1;
    const seen = watch(`watch=1&resourceVersion=${next}`);
    const [first, second] = [newName(), newName()];
    await createPod(server, first);
    await createPod(server, second);
    expect(inShort(await (await seen).until(1))).toEqual([`ADDED ${second}`]);
  });

  test('in the future is waited for by a watch that ends before it would be told', async () => {
    const seen = await watch('watch=1&resourceVersion=99999&timeoutSeconds=1');
    expect(await seen.ended).toEqual([]);
  });
});

describe('the time of a watch', () => {
  beforeAll(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterAll(() => void vi.useRealTimers());

  test('is what timeoutSeconds says, with a bookmark two seconds before it is up', async () => {
    const now = await version();
    const seen = await watch(`watch=1&resourceVersion=${now}&timeoutSeconds=30&allowWatchBookmarks=true`);
    vi.advanceTimersByTime(28_000);
    const [bookmark] = await seen.until(1);
    expect(bookmark).toMatchObject({ type: 'BOOKMARK', object: { kind: 'Pod', metadata: { resourceVersion: now } } });
    vi.advanceTimersByTime(2_000);
    expect(await seen.ended).toHaveLength(1);
  });

  test('is half an hour to an hour where nothing is said', async () => {
    const seen = await watch(`watch=1&resourceVersion=${await version()}`);
    let isEnded = false;
    void seen.ended.then(() => {
      isEnded = true;
    });
    vi.advanceTimersByTime(1_799_000);
    await send(server, 'GET', PODS);
    expect(isEnded).toBe(false);
    vi.advanceTimersByTime(1_801_000);
    await seen.ended;
  });

  test('is not the time that other requests have', async () => {
    const own = await serve({ requestTimeoutMs: 1_000 });
    const seen = await openWatch(own, `${PODS}?watch=1`);
    opened.push(seen);
    vi.advanceTimersByTime(60_000);
    await createPod(own, 'p');
    expect(inShort(await seen.until(1))).toEqual(['ADDED p']);
    await own.close();
  });

  test('that is up from the start makes an empty stream', async () => {
    const seen = await watch('watch=1&timeoutSeconds=-1&resourceVersion=1');
    vi.advanceTimersByTime(0);
    await seen.ended;
    expect(seen.status).toBe(200);
  });
});

describe('the form of events', () => {
  test('can be tables, of which the first alone has columns', async () => {
    const [one, two] = [newName(), newName()];
    const seen = await watch(`watch=1&resourceVersion=${await version()}`, { accept: TABLE });
    await createPod(server, one);
    await createPod(server, two);
    const [first, second] = await seen.until(2);
    expect(seen.headers['content-type']).toBe('application/json');
    expect(first).toMatchObject({
      type: 'ADDED',
      object: {
        kind: 'Table',
        metadata: { resourceVersion: expect.any(String) },
        columnDefinitions: expect.arrayContaining([expect.objectContaining({ name: 'Ready' })]),
        rows: [{ cells: expect.arrayContaining([one]), object: { kind: 'PartialObjectMetadata' } }],
      },
    });
    expect(second?.object).toMatchObject({ columnDefinitions: null, rows: [{ cells: expect.arrayContaining([two]) }] });
  });

  test.each([
    ['Object', { kind: 'Pod', spec: expect.anything() }],
    ['None', null],
  ])('can be tables with includeObject=%s', async (include, object) => {
    const seen = await watch(`watch=1&resourceVersion=${await version()}&includeObject=${include}`, { accept: TABLE });
    await createPod(server, newName());
    expect((await seen.until(1))[0]?.object).toMatchObject({ rows: [{ object }] });
  });

  test('that is no way to include objects is a 400', async () => {
    const answer = await send(server, 'GET', `${PODS}?watch=1&includeObject=Some`, { headers: { accept: TABLE } });
    expect(answer.status).toBe(400);
  });

  test('is no table where the watch is a list as well, but what the client would take next', async () => {
    const accept = `${TABLE},application/json`;
    const seen = await watch('watch=1&allowWatchBookmarks=true&fieldSelector=metadata.name%3Dnone', { accept });
    expect(inShort(await seen.until(1))).toEqual(['BOOKMARK']);
    expect(seen.events[0]?.object.kind).toBe('Pod');
    const only = await send(server, 'GET', `${PODS}?watch=1&allowWatchBookmarks=true`, { headers: { accept: TABLE } });
    expect(only.status).toBe(406);
  });

  test('can be metadata alone, bookmarks included', async () => {
    const name = newName();
    await createPod(server, name);
    const query = `watch=1&allowWatchBookmarks=true&fieldSelector=metadata.name%3D${name}`;
    const [added, bookmark] = await (await watch(query, { accept: METADATA })).until(2);
    expect(added?.object).toMatchObject({ kind: 'PartialObjectMetadata', metadata: { name } });
    expect(added?.object).not.toHaveProperty('spec');
    expect(bookmark?.object).toEqual({
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata: { resourceVersion: expect.any(String), annotations: { 'k8s.io/initial-events-end': 'true' } },
    });
  });

  test('of metadata lists, of which no event is one, ends a watch where it has something to tell', async () => {
    const accept = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';
    const seen = await openWatch(server, `${PODS}?watch=1&resourceVersion=${await version()}`, { accept });
    expect(seen.status).toBe(200);
    await createPod(server, newName());
    await seen.ended;
    expect(seen.text()).toBe('');
    const begun = await openWatch(server, `${PODS}?watch=1`, { accept });
    await begun.ended;
    expect([begun.status, begun.text()]).toEqual([200, '']);
  });
});

describe('a connection', () => {
  test('behind an answer that is not finished gets its watch afterwards', async () => {
    const name = newName();
    await createPod(server, name);
    const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
    const query = `fieldSelector=metadata.name%3D${name}&watch=1`;
    const connection = await dial(server, get(`${PODS}/${name}`) + get(`${PODS}?${query}`));
    await connection.until('"type":"ADDED"');
    await running(name);
    const text = await connection.until('"type":"MODIFIED"');
    expect(text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
    connection.socket.destroy();
  });

  test('of HTTP/1.0 gets lines without chunks', async () => {
    const name = newName();
    await createPod(server, name);
    const query = `fieldSelector=metadata.name%3D${name}&watch=1&timeoutSeconds=1`;
    const connection = await dial(server, `GET ${PODS}?${query} HTTP/1.0\r\n\r\n`);
    const [, body = ''] = (await connection.closed).split('\r\n\r\n');
    expect(JSON.parse(body)).toMatchObject({ type: 'ADDED', object: { metadata: { name } } });
  });

  test('carries other requests when its watch has ended', async () => {
    const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
    const connection = await dial(server, get(`${PODS}?watch=1&resourceVersion=1&timeoutSeconds=-1`));
    await connection.until('\r\n0\r\n\r\n');
    connection.socket.write(get('/healthz'));
    expect(await connection.until('ok')).toContain('ok');
    connection.socket.destroy();
  });
});

test('watches end when the server stops, and the server stops though there are watches', async () => {
  const own = await serve();
  const seen = await openWatch(own, `${PODS}?watch=1`);
  await createPod(own, 'p');
  await own.close();
  expect(inShort(await seen.ended)).toEqual(['ADDED p']);
  expect(seen.text().endsWith('\n')).toBe(true);
});
