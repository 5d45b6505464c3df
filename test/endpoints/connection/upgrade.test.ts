import { once } from 'node:events';
import { createConnection } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { PodledgerServer } from '../../../src/index.ts';
import { createPod, dial, PODS, send, serve } from '../../support/http.ts';
import type { WatchedEvent } from '../../support/watch.ts';

let server: PodledgerServer;
const open: WebSocket[] = [];

beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());
afterEach(() => {
  for (const socket of open.splice(0)) socket.terminate();
});

interface Handshake {
  /** The server's own where it is left out; with '' none is sent. */
  readonly origin?: string;
  readonly protocols?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

function connect(path: string, { origin, protocols = [], headers = {} }: Handshake = {}, to = server): WebSocket {
  const named = origin === '' ? {} : { origin: origin ?? to.url };
  const socket = new WebSocket(`${to.url.replace('http', 'ws')}${path}`, [...protocols], { ...named, headers });
  // One that is closed before it has opened says so.
  socket.on('error', () => {});
  open.push(socket);
  return socket;
}

/** The events of a WebSocket, each with whether it came as text. */
function eventsOf(socket: WebSocket): { readonly event: WatchedEvent; readonly isText: boolean }[] {
  const events: { readonly event: WatchedEvent; readonly isText: boolean }[] = [];
  socket.on('message', (data, isBinary) => {
    events.push({ event: JSON.parse(String(data)) as WatchedEvent, isText: !isBinary });
  });
  return events;
}

/** How a handshake is refused. */
async function refusal(socket: WebSocket): Promise<{ readonly status: number; readonly body: string }> {
  const [, response] = await once(socket, 'unexpected-response');
  let body = '';
  for await (const chunk of response) body += String(chunk);
  return { status: response.statusCode, body };
}

/** A request for another protocol, as it goes over the wire. */
function upgrading(path: string, protocol: string, method = 'GET'): string {
  return `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n\r\n`;
}

describe('a watch over a WebSocket', () => {
  test('sends each event in a message of text, and ends with an orderly close', async () => {
    const socket = connect(`${PODS}?watch=1&fieldSelector=metadata.name%3Dw`);
    const events = eventsOf(socket);
    await once(socket, 'open');
    // The event may overtake the answer.
    await Promise.all([once(socket, 'message'), createPod(server, 'w')]);
    expect(events).toMatchObject([{ event: { type: 'ADDED', object: { metadata: { name: 'w' } } }, isText: true }]);
    expect(socket.protocol).toBe('');

    const short = connect(`${PODS}?watch=1&timeoutSeconds=-1`);
    const [code] = await once(short, 'close');
    expect(code).toBe(1000);
  });

  test('sends events in protobuf as binary messages, without the length that frames them over HTTP', async () => {
    await createPod(server, 'binary');
    const socket = connect(`${PODS}?watch=1&fieldSelector=metadata.name%3Dbinary`, {
      headers: { accept: 'application/vnd.kubernetes.protobuf;stream=watch' },
    });
    const [data, isBinary] = await once(socket, 'message');
    expect(isBinary).toBe(true);
    // The first field of a WatchEvent is its type.
    expect((data as Buffer).subarray(0, 7).toString('latin1')).toBe('\n\x05ADDED');
  });

  test('takes the one protocol that is offered, and tells why it cannot begin by an event', async () => {
    const socket = connect(
      `${PODS}?watch=1&resourceVersion=999999&sendInitialEvents=1&resourceVersionMatch=NotOlderThan`,
      {
        protocols: ['v4.channel.k8s.io'],
      },
    );
    const events = eventsOf(socket);
    await once(socket, 'close');
    expect(socket.protocol).toBe('v4.channel.k8s.io');
    expect(events).toMatchObject([{ event: { type: 'ERROR', object: { code: 504 } } }]);
  });

  test('is answered a Status where its options are wrong', async () => {
    const { status, body } = await refusal(connect(`${PODS}?watch=1&fieldSelector=spec.image%3Dx`));
    expect([status, JSON.parse(body)]).toMatchObject([400, { kind: 'Status', reason: 'BadRequest' }]);
  });

  test('is refused without an origin, and with more than one protocol', async () => {
    expect((await refusal(connect(`${PODS}?watch=1`, { origin: '' }))).status).toBe(403);
    expect((await refusal(connect(`${PODS}?watch=1`, { protocols: ['a', 'b'] }))).status).toBe(400);
  });

  test('ends when the server stops', async () => {
    const own = await serve();
    const socket = connect(`${PODS}?watch=1`, {}, own);
    await once(socket, 'open');
    const closed = once(socket, 'close');
    await own.close();
    const [code] = await closed;
    expect(code).toBe(1000);
  });
});

describe('a request for another protocol', () => {
  test.each([
    ['GET', PODS],
    ['GET', `${PODS}/p`],
    ['POST', PODS],
    ['GET', '/healthz'],
  ])('that is not a watch is answered 503: %s %s', async (method, path) => {
    const connection = await dial(server, upgrading(path, 'websocket', method));
    expect(await connection.closed).toMatch(
      /^HTTP\/1\.1 503 Service Unavailable\r\n.*"reason": ?"ServiceUnavailable"/s,
    );
  });

  test('that is not a WebSocket is answered 503 by a watch', async () => {
    const connection = await dial(server, upgrading(`${PODS}?watch=1`, 'SPDY/3.1'));
    expect(await connection.closed).toMatch(/^HTTP\/1\.1 503 /);
  });

  test('that Kubernetes does not know is answered as if it were none', async () => {
    const connection = await dial(server, upgrading('/healthz', 'h2c'));
    expect(await connection.until('ok')).toMatch(/^HTTP\/1\.1 200 OK/);
    connection.socket.destroy();
  });

  test('that is a half-made WebSocket is refused, not left hanging', async () => {
    const origin = 'Origin: http://localhost\r\n';
    const request = upgrading(`${PODS}?watch=1`, 'websocket').replace('\r\n\r\n', `\r\n${origin}\r\n`);
    const connection = await dial(server, request);
    expect(await connection.closed).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('behind a request that is not answered yet cuts the connection, and the server goes on', async () => {
    const watch = `GET ${PODS}?watch=1 HTTP/1.1\r\nHost: localhost\r\n\r\n`;
    const connection = await dial(server, watch + upgrading(PODS, 'websocket'));
    await connection.closed;
    expect((await send(server, 'GET', '/healthz')).text).toBe('ok');
  });

  test('that is refused ends with the answer, also where the client keeps its side open', async () => {
    const own = await serve();
    const { hostname, port } = new URL(own.url);
    const socket = createConnection({ host: hostname, port: Number(port), allowHalfOpen: true });
    socket.write(upgrading(PODS, 'websocket'));
    socket.resume();
    await once(socket, 'end');
    await own.close();
    socket.destroy();
  });
});

test('a WebSocket whose client never says goodbye is cut when the grace of a stop is over', async () => {
  const own = await serve({ shutdownGraceMs: 0 });
  const handshake =
    'Origin: http://localhost\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==';
  const request = upgrading(`${PODS}?watch=1`, 'websocket').replace('\r\n\r\n', `\r\n${handshake}\r\n\r\n`);
  const connection = await dial(own, request);
  expect(await connection.until('\r\n\r\n')).toMatch(/^HTTP\/1\.1 101 /);
  await own.close();
  await connection.closed;
  // The library for WebSockets would cut it after half a minute.
}, 20_000);
