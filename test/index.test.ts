import { afterEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type PodledgerServer, type ServerOptions, startServer } from '../src/index.ts';

const running: PodledgerServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function start(options?: ServerOptions): Promise<PodledgerServer> {
  const server = await startServer(options);
  running.push(server);
  return server;
}

test('serves on a free port of the loopback address, quietly, until it is closed', async () => {
  const server = await start();
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  await server.close();
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
});

test('several run in one process, and share no objects', async () => {
  const [a, b] = await Promise.all([start(), start()]);
  expect(a.url).not.toBe(b.url);
  const body = JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'only-in-a' } });
  const headers = { 'content-type': 'application/json' };
  const created = await fetch(`${a.url}/api/v1/namespaces`, { method: 'POST', headers, body });
  expect(created.status).toBe(201);
  expect((await fetch(`${a.url}/api/v1/namespaces/only-in-a`)).status).toBe(200);
  expect((await fetch(`${b.url}/api/v1/namespaces/only-in-a`)).status).toBe(404);
});

test('takes time and uids from the options', async () => {
  const uid = '00000000-0000-4000-8000-000000000001';
  const { url } = await start({ now: () => Date.UTC(2020, 1, 3), randomUUID: () => uid });
  const namespace = await (await fetch(`${url}/api/v1/namespaces/default`)).json();
  expect(namespace).toMatchObject({ metadata: { uid, creationTimestamp: '2020-02-03T00:00:00Z' } });
});

test('its kubeconfig points at it', async () => {
  const server = await start({ bindAddress: '127.0.0.2' });
  const config = parse(server.kubeconfig());
  expect(config.clusters[0].cluster.server).toBe(server.url);
  expect(new URL(server.url).hostname).toBe('127.0.0.2');
});

test('closing twice is closing once, and disposing is closing', async () => {
  const server = await start();
  expect(server.close()).toBe(server.close());
  expect(server[Symbol.asyncDispose]()).toBe(server.close());
});

test('a wrong option rejects with a TypeError that names it', async () => {
  await expect(startServer({ port: 70_000 })).rejects.toThrow(
    new TypeError('startServer: port: 70000 is not a port (0 to 65535)'),
  );
  // As a program without types may call it.
  await expect(startServer({ prot: 1 } as ServerOptions)).rejects.toThrow(
    new TypeError('startServer: prot: there is no such option'),
  );
  // What is found only as the server starts.
  await expect(startServer({ corsAllowedOrigins: ['^[$'] })).rejects.toThrow(
    new TypeError('startServer: corsAllowedOrigins: "^[$": error parsing regexp: missing closing ]: `[$`'),
  );
});

test('a port in use rejects with the error of the operating system', async () => {
  const { url } = await start();
  await expect(startServer({ port: Number(new URL(url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
