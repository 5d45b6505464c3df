import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { status } from '@grpc/grpc-js';
import { expect, test } from 'vitest';
import { startServerProcess } from '../conformance/server-process.ts';
import { connectTo } from './support/client.ts';
import { isTrue } from './support/networks.ts';
import { startCri, startWithCri, temporaryDirectory } from './support/servers.ts';

/** A backend whose listing waits until it is released. */
function slowBackend() {
  const asked = Promise.withResolvers<AbortSignal>();
  const released = Promise.withResolvers<void>();
  const listPods = async (signal: AbortSignal) => {
    asked.resolve(signal);
    await released.promise;
    return [];
  };
  return { asked: asked.promise, release: released.resolve, backend: { checkStore: async () => {}, listPods } };
}

test('a call in flight is answered when the server stops, and no other is taken', async () => {
  const { asked, release, backend } = slowBackend();
  const { client, server, socketPath } = await startCri({ backend });
  const answer = client.call('runtime.v1.RuntimeService/ListPodSandbox');
  await asked;
  const stopped = server.stop();
  await expect(connectTo(socketPath).status()).rejects.toMatchObject({ code: status.UNAVAILABLE });
  release();
  expect(await answer).toEqual({ items: [] });
  await stopped;
});

test('a stop that waits for a call ends when the server is killed', async () => {
  const { asked, backend } = slowBackend();
  const { client, server } = await startCri({ backend });
  const answer = client.call('runtime.v1.RuntimeService/ListPodSandbox').catch(({ code }) => code);
  const signal = await asked;
  const stopped = server.stop();
  server.kill();
  await stopped;
  expect(await answer).not.toEqual({ items: [] });
  expect(signal.aborted).toBe(true);
});

test('a caller that gives up aborts what is done for it', async () => {
  const { asked, backend } = slowBackend();
  const { client } = await startCri({ backend });
  const call = client.stream('runtime.v1.RuntimeService/ListPodSandbox', {});
  call.on('error', () => {});
  const signal = await asked;
  const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve));
  call.cancel();
  await aborted;
});

test('a reflection that its client leaves open does not hold up a stop', async () => {
  const { client, server } = await startWithCri();
  const stream = client.stream('grpc.reflection.v1.ServerReflection/ServerReflectionInfo');
  stream.write({ list_services: '' });
  await new Promise((resolve) => stream.once('data', resolve));
  const ended = new Promise((resolve) => stream.once('end', resolve));
  await server.close();
  await ended;
});

test('a watch of health that waits for the store does not hold up a stop', async () => {
  const asked = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const checkStore = () => {
    asked.resolve();
    return released.promise;
  };
  const { client, server } = await startCri({ backend: { checkStore, listPods: async () => [] } });
  const stream = client.stream('grpc.health.v1.Health/Watch', {});
  const ended = new Promise((resolve) => stream.once('status', resolve));
  stream.resume();
  await asked.promise;
  const stopped = server.stop();
  released.resolve();
  await stopped;
  expect(await ended).toMatchObject({ code: status.OK });
});

test('a client that stays connected does not hold up a stop', async () => {
  const { client, server } = await startWithCri();
  await client.status();
  await server.close();
  await expect(client.status()).rejects.toMatchObject({ code: status.UNAVAILABLE });
});

test('several servers run in one process, each on its own socket', async () => {
  const [a, b] = [await startWithCri({ nodeName: 'a' }), await startWithCri({ nodeName: 'b' })];
  await a.server.close();
  expect(isTrue(await b.client.status(), 'RuntimeReady')).toBe(true);
});

test('the command serves it until SIGTERM', async () => {
  const socketPath = `${await temporaryDirectory()}/cri.sock`;
  const server = await startServerProcess(['--cri-socket', `unix://${socketPath}`, '--network-plugin', '']);
  const client = connectTo(socketPath);
  expect((await client.status()).status.conditions.map((condition) => condition.status)).toEqual([true, true]);
  expect(await server.stop()).toBe(0);
});

test.each([
  ['without criSocket', '', false],
  ['with criSocket', 'cri.sock', true],
])('starting %s loads gRPC: %s', async (_, socket, loaded) => {
  const directory = await temporaryDirectory();
  const index = fileURLToPath(new URL('../../src/index.ts', import.meta.url));
  const program = `
    import { createRequire } from 'node:module';
    const { startServer } = await import(${JSON.stringify(index)});
    const criSocket = ${JSON.stringify(socket === '' ? null : `${directory}/${socket}`)};
    const server = await startServer(criSocket === null ? {} : { criSocket });
    const files = Object.keys(createRequire(import.meta.url).cache);
    console.log(files.some((file) => /@grpc|protobufjs/.test(file)), files.some((file) => /fastify/.test(file)));
    await server.close();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  // That fastify is found shows that this is a way to find out.
  expect(stdout).toBe(`${loaded} true\n`);
});
