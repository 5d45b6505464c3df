import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PodledgerServer } from '../../src/index.ts';
import { PODS, podBody, send, serve } from '../support/http.ts';

let server: PodledgerServer;
beforeEach(async () => {
  server = await serve();
});
afterEach(() => server.close());

const LIMIT = 1.5 * 1024 * 1024;
// What kube-apiserver v1.36.3 answers, but for the number of bytes.
const TOO_LARGE = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', code: 500 };
const REFUSED = { ...TOO_LARGE, message: 'etcdserver: request is too large' };

const podOf = (name: string, argument: string, members: object = {}) =>
  podBody(name, { spec: { containers: [{ name: 'main', image: 'i', args: [argument] }], ...members } });
const withLabels = (name: string, count: number, argument: number) => ({
  ...podOf(name, 'x'.repeat(argument)),
  metadata: { name, labels: Object.fromEntries(Array.from({ length: count }, (_, i) => [`label-${i}`, ''])) },
});

const write = (method: string, path: string, body: unknown, type = 'application/json') =>
  send(server, method, path, { headers: { 'content-type': type }, body });

test('an object of more than 1.5 MiB is refused as etcd refuses it', async () => {
  const created = await write('POST', PODS, podOf('p', 'x'.repeat(LIMIT)));
  expect(created.json()).toEqual(REFUSED);
  expect((await send(server, 'GET', `${PODS}/p`)).status).toBe(404);
  const tried = await write('POST', `${PODS}?dryRun=All`, podOf('p', 'x'.repeat(LIMIT)));
  expect(tried.status).toBe(201);
});

test('an object that etcd would not even be sent is refused in the words of its client', async () => {
  const { message, ...rest } = (await write('POST', PODS, podOf('p', 'x'.repeat(2_200_000)))).json();
  expect(rest).toEqual(TOO_LARGE);
  expect(message).toMatch(
    /^rpc error: code = ResourceExhausted desc = trying to send message larger than max \(220\d{4} vs. 2097152\)$/,
  );
});

test('bytes are counted, not characters', async () => {
  expect((await write('POST', PODS, podOf('p', 'é'.repeat(LIMIT / 2)))).json()).toEqual(REFUSED);
  expect((await write('POST', PODS, podOf('p', 'x'.repeat(LIMIT / 2)))).status).toBe(201);
});

test('a create and an update that fit without managedFields are stored without them', async () => {
  // Owners of ten thousand labels take as much as the labels.
  const created = await write('POST', PODS, withLabels('p', 10_000, LIMIT - 250_000));
  expect(created.status).toBe(201);
  expect(created.json().metadata).not.toHaveProperty('managedFields');
  const small = await write('POST', PODS, withLabels('q', 1, LIMIT - 250_000));
  expect(small.json().metadata).toHaveProperty('managedFields');
  const updated = await write('PUT', `${PODS}/q`, withLabels('q', 10_000, LIMIT - 250_000));
  expect(updated.status).toBe(200);
  expect(updated.json().metadata).not.toHaveProperty('managedFields');
  const read = await send(server, 'GET', `${PODS}/q`);
  expect(read.json().metadata).not.toHaveProperty('managedFields');
  const { labels } = withLabels('r', 10_000, 0).metadata;
  await write('POST', PODS, withLabels('r', 1, LIMIT - 250_000));
  const patched = await write('PATCH', `${PODS}/r`, { metadata: { labels } }, 'application/merge-patch+json');
  expect(patched.status).toBe(200);
  expect(patched.json().metadata).not.toHaveProperty('managedFields');
});

test('an apply is never stored without managedFields', async () => {
  const path = `${PODS}/p?fieldManager=m`;
  const applied = await write('PATCH', path, withLabels('p', 10_000, LIMIT - 250_000), 'application/apply-patch+yaml');
  expect(applied.json()).toEqual(REFUSED);
});

test('what would make a stored object too large leaves it as it is', async () => {
  const created = await write('POST', PODS, podOf('p', 'x'.repeat(LIMIT / 2)));
  const status = { status: { message: 'y'.repeat(LIMIT / 2) } };
  const patched = await write('PATCH', `${PODS}/p/status`, status, 'application/merge-patch+json');
  expect(patched.json()).toEqual(REFUSED);
  const { resourceVersion } = (await send(server, 'GET', `${PODS}/p`)).json().metadata;
  expect(resourceVersion).toBe(created.json().metadata.resourceVersion);
});

test('--max-object-bytes says otherwise', async () => {
  await server.close();
  server = await serve({ maxObjectBytes: 2000 });
  expect((await write('POST', PODS, podOf('p', 'x'.repeat(2000)))).json()).toEqual(REFUSED);
  expect((await write('POST', PODS, podOf('p', 'x'.repeat(100)))).status).toBe(201);
});
