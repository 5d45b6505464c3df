import { afterEach, expect, test } from 'vitest';
import { timedOut } from '../../src/apimachinery/status-error.ts';
import type { HandedRequest } from '../../src/endpoints/filters/heavy-lane.ts';
import { YAML_TEXT } from '../../src/endpoints/filters/heavy-texts.ts';
import { RequestWorkers } from '../../src/request-worker/request-workers.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import { PODS, podBody } from '../support/http.ts';
import { openStore, statusOf } from '../support/registry.ts';

let workers: RequestWorkers;
let clock: FakeClock;
const failures: unknown[] = [];
afterEach(async () => {
  await workers.stop();
  failures.length = 0;
});

const TIMEOUT_MS = 60_000;

function open(options: { readonly heapMiB?: number } = {}): RequestWorkers {
  clock = fakeClock();
  workers = new RequestWorkers({
    store: openStore(),
    clock,
    settings: { selfLink: true, eventTtlMs: 3_600_000, requestTimeoutMs: TIMEOUT_MS, admissionPlugins: [] },
    now: () => Date.UTC(2020, 0, 2, 3, 4, 5),
    randomUUID: () => '00000000-0000-4000-8000-000000000001',
    failed: (error) => void failures.push(error),
    ...options,
  });
  return workers;
}

const request = (method: string, path: string, body?: object): HandedRequest => ({
  method,
  url: path,
  headers: { 'content-type': 'application/json', 'audit-id': 'a' },
  body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
  user: { username: 'alice' },
});

const read = request('GET', `${PODS}/none`);

test('requests are answered in the order in which they came, on the store of the server', async () => {
  open();
  const answer = (one: HandedRequest) => workers.answer(one);
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } };
  const [made, created, found] = await Promise.all([
    answer(request('POST', '/api/v1/namespaces', namespace)),
    answer(request('POST', PODS, podBody('p'))),
    answer(request('GET', `${PODS}/p`)),
  ]);
  expect([made.status, created.status, found.status]).toEqual([201, 201, 200]);
  expect(found.headers).toMatchObject({ 'content-type': 'application/json', 'audit-id': 'a' });
  expect(JSON.parse(Buffer.from(found.body).toString())).toMatchObject({
    metadata: { name: 'p', resourceVersion: '2', uid: '00000000-0000-4000-8000-000000000001' },
  });
});

test('a request that takes longer than it may is given up with 504, and the next one is answered', async () => {
  open();
  const first = statusOf(workers.answer(read));
  const second = workers.answer(read);
  clock.pass(TIMEOUT_MS);
  expect(await first).toMatchObject({ code: 504, reason: 'Timeout' });
  expect((await second).status).toBe(404);
  expect(failures).toEqual([]);
});

test('the thread ends when there was no request for a while, and is started anew', async () => {
  open();
  expect((await workers.answer(read)).status).toBe(404);
  clock.pass(30_000);
  expect((await workers.answer(read)).status).toBe(404);
});

test('a request too many is answered 429', async () => {
  open();
  const answers = Array.from({ length: 102 }, () => workers.answer(read).then(({ status }) => status));
  const refused = await statusOf(answers[101] ?? Promise.resolve());
  expect(refused).toMatchObject({ code: 429, details: { retryAfterSeconds: 1 } });
  expect(await Promise.all(answers.slice(0, 101))).toEqual(new Array(101).fill(404));
});

test('requests that wait when the server stops are answered 429', async () => {
  open();
  const waiting = [statusOf(workers.answer(read)), statusOf(workers.answer(read))];
  await workers.stop();
  expect((await Promise.all(waiting)).map(({ code }) => code)).toEqual([429, 429]);
  expect(await statusOf(workers.answer(read))).toMatchObject({ code: 429 });
});

test('a request that nobody waits for any more is not begun, and makes room for another', async () => {
  open();
  const first = workers.answer(read);
  const left = new AbortController();
  const failed = statusOf(workers.answer(request('DELETE', `${PODS}/p`), left.signal));
  const others = Array.from({ length: 99 }, () => workers.answer(read));
  left.abort(timedOut());
  expect(await failed).toMatchObject({ code: 504, message: expect.stringContaining('allotted timeout') });
  const answers = await Promise.all([first, ...others, workers.answer(read)]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
  expect(await statusOf(workers.answer(read, left.signal))).toMatchObject({ code: 504 });
});

test('a request that nobody waits for any more while it is answered does not keep the next one', async () => {
  open();
  const left = new AbortController();
  const failed = statusOf(workers.answer(read, left.signal));
  left.abort(timedOut());
  expect(await failed).toMatchObject({ code: 504 });
  expect((await workers.answer(read)).status).toBe(404);
});

test('a request that needs more memory than there may be is answered 500, and the next one by another thread', async () => {
  open({ heapMiB: 100 });
  const many = new Array(1_000_000).fill({ a: [] });
  const [broken, next] = [statusOf(workers.answer(request('POST', YAML_TEXT, many))), workers.answer(read)];
  expect(await broken).toMatchObject({ code: 500, reason: 'InternalError' });
  expect((await next).status).toBe(404);
  expect(failures).toEqual([expect.objectContaining({ code: 'ERR_WORKER_OUT_OF_MEMORY' })]);
});
