import { afterEach, expect, test } from 'vitest';
import { Seats } from '../../../src/endpoints/filters/seats.ts';
import type { PodledgerServer } from '../../../src/index.ts';
import { eventually } from '../../support/eventually.ts';
import { fakeClock } from '../../support/fake-clock.ts';
import { dial, PODS, podBody, send, serve } from '../../support/http.ts';
import { openWatch } from '../../support/watch.ts';

let server: PodledgerServer;
afterEach(() => server.close());

// So many calls of one another overflow the stack.
const MANY_REQUESTS = 20_000;

const JSON_TYPE = { 'content-type': 'application/json' };

/** A create whose body never ends. */
async function slowCreate() {
  const connection = await dial(
    server,
    `POST ${PODS} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n`,
  );
  // Its turn has come when its body is asked for.
  await connection.until('100 Continue');
  return connection;
}

const create = (name: string) => send(server, 'POST', PODS, { headers: JSON_TYPE, body: podBody(name) });

test('a write beyond --max-mutating-requests-inflight is answered 429 with Retry-After, as kube-apiserver does', async () => {
  server = await serve({ maxMutatingRequestsInflight: 1 });
  const slow = await slowCreate();
  const refused = await create('p');
  expect(refused).toMatchObject({
    status: 429,
    text: 'Too many requests, please try again later.\n',
    headers: { 'retry-after': '1', 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  });
  slow.socket.destroy();
  await eventually(async () => expect((await create('p')).status).toBe(201));
});

test('a write that has to wait for another a little is not refused', async () => {
  server = await serve({ maxMutatingRequestsInflight: 1 });
  const slow = await slowCreate();
  const created = [create('p'), create('q')];
  slow.socket.destroy();
  expect((await Promise.all(created)).map(({ status }) => status)).toEqual([201, 201]);
});

test('a burst of requests is answered whole', async () => {
  server = await serve({ maxRequestsInflight: 1, maxMutatingRequestsInflight: 2 });
  const created = await Promise.all(Array.from({ length: 50 }, (_, i) => create(`p${i}`)));
  expect(new Set(created.map(({ status }) => status))).toEqual(new Set([201]));
  const read = await Promise.all(Array.from({ length: 50 }, (_, i) => send(server, 'GET', `${PODS}/p${i}`)));
  expect(new Set(read.map(({ status }) => status))).toEqual(new Set([200]));
});

test('reading, health and watches do not wait for writes', async () => {
  server = await serve({ maxMutatingRequestsInflight: 1, maxRequestsInflight: 1 });
  const slow = await slowCreate();
  const watches = await Promise.all([1, 2, 3].map(() => openWatch(server, `${PODS}?watch=1`)));
  expect(watches.map(({ status }) => status)).toEqual([200, 200, 200]);
  for (const path of ['/livez', '/readyz/storage', PODS]) expect((await send(server, 'GET', path)).status).toBe(200);
  for (const watch of watches) watch.cut();
  slow.socket.destroy();
});

test('a watch beyond --max-watches is answered 429 with Retry-After', async () => {
  server = await serve({ maxWatches: 1 });
  const watch = await openWatch(server, `${PODS}?watch=1`);
  const refused = await send(server, 'GET', `${PODS}?watch=1`);
  expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
  expect(refused.json()).toMatchObject({
    kind: 'Status',
    reason: 'TooManyRequests',
    details: { retryAfterSeconds: 1 },
  });
  watch.cut();
  await eventually(async () => {
    const next = await openWatch(server, `${PODS}?watch=1`);
    next.cut();
    expect(next.status).toBe(200);
  });
});

test('a seat is given in the order in which it was waited for, and not to those whose time is up', async () => {
  server = await serve();
  const clock = fakeClock();
  const seats = new Seats(1, clock, 2);
  const told: string[] = [];
  expect(seats.take()).toBe(true);
  seats.wait(10, (isSeated) => told.push(`a ${isSeated}`));
  clock.pass(5);
  seats.wait(10, (isSeated) => told.push(`b ${isSeated}`));
  expect(seats.take()).toBe(false);
  clock.pass(5);
  expect(told).toEqual(['a false']);
  seats.leave();
  expect(told).toEqual(['a false', 'b true']);
  expect(clock.waiting).toBe(0);
  seats.leave();
  expect(seats.take()).toBe(true);
});

test('a seat is not given to those who have given up waiting', async () => {
  server = await serve();
  const clock = fakeClock();
  const seats = new Seats(1, clock, 2);
  const told: string[] = [];
  expect(seats.take()).toBe(true);
  const giveUp = seats.wait(10, (isSeated) => told.push(`a ${isSeated}`));
  seats.wait(10, (isSeated) => told.push(`b ${isSeated}`));
  giveUp?.();
  expect(clock.waiting).toBe(1);
  seats.leave();
  expect(told).toEqual(['b true']);
});

test('only so many wait for a seat', async () => {
  server = await serve();
  const clock = fakeClock();
  const seats = new Seats(1, clock, 2);
  const told: string[] = [];
  expect(seats.take()).toBe(true);
  const [first, , third] = ['a', 'b', 'c'].map((name) => seats.wait(10, () => told.push(name)));
  expect(third).toBeUndefined();
  first?.();
  expect(seats.wait(10, () => told.push('d'))).toBeDefined();
  clock.pass(10);
  expect(told).toEqual(['b', 'd']);
});

test('thousands of clients that leave while they wait do not keep others from their seats', async () => {
  server = await serve({ maxMutatingRequestsInflight: 1 });
  const slow = await slowCreate();
  const head = `DELETE ${PODS}/none HTTP/1.1\r\nHost: localhost\r\n\r\n`;
  const { socket } = await dial(server, head.repeat(MANY_REQUESTS));
  await eventually(() => expect(socket.bytesWritten).toBe(head.length * MANY_REQUESTS));
  socket.destroy();
  slow.socket.destroy();
  await eventually(async () => expect((await create('p')).status).toBe(201));
});
