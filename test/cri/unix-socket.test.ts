import { link, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startServer } from '../../src/index.ts';
import { connectTo } from './support/client.ts';
import { isTrue } from './support/networks.ts';
import { startWithCri, temporaryDirectory } from './support/servers.ts';

/** Starts a server at a socket; it is closed after the test. */
async function startAt(socketPath: string) {
  const server = await startServer({ criSocket: `unix://${socketPath}`, cniConfDir: dirname(socketPath) });
  onTestFinished(() => server.close());
  return server;
}

const answers = async (socketPath: string) => isTrue(await connectTo(socketPath).status(), 'RuntimeReady');

test('the socket is for its owner only, and alone in its directory', async () => {
  const { socketPath } = await startWithCri();
  const stats = await stat(socketPath);
  expect(stats.isSocket()).toBe(true);
  expect(stats.mode & 0o777).toBe(0o600);
  expect(await readdir(dirname(socketPath))).toEqual(['cri.sock']);
});

test('a directory that does not exist is made', async () => {
  const socketPath = join(await temporaryDirectory(), 'run/podledger/cri.sock');
  await startAt(socketPath);
  expect(await answers(socketPath)).toBe(true);
});

test('the socket is gone when the server is closed', async () => {
  const socketPath = join(await temporaryDirectory(), 'cri.sock');
  const server = await startAt(socketPath);
  await server.close();
  expect(await readdir(dirname(socketPath))).toEqual([]);
});

test('a socket that nobody listens on any more is replaced', async () => {
  const socketPath = join(await temporaryDirectory(), 'cri.sock');
  // Node removes the path that it listened on: a hard link stays behind.
  const gone = createServer().listen(`${socketPath}.first`);
  await new Promise((resolve) => gone.once('listening', resolve));
  await link(`${socketPath}.first`, socketPath);
  await new Promise((resolve) => gone.close(resolve));
  expect((await stat(socketPath)).isSocket()).toBe(true);
  await startAt(socketPath);
  expect(await answers(socketPath)).toBe(true);
});

test('a socket that a server listens on is an error, and that server goes on', async () => {
  const { socketPath } = await startWithCri();
  await expect(startServer({ criSocket: socketPath })).rejects.toThrow(
    `the socket ${socketPath} is in use by a server that runs`,
  );
  expect(await answers(socketPath)).toBe(true);
  expect(await readdir(dirname(socketPath))).toEqual(['cri.sock']);
});

test('a file of another kind is an error, and stays', async () => {
  const socketPath = join(await temporaryDirectory(), 'cri.sock');
  await writeFile(socketPath, 'precious');
  await expect(startServer({ criSocket: socketPath })).rejects.toThrow(`${socketPath} exists and is not a socket`);
  await rm(socketPath);
  await symlink('elsewhere', socketPath);
  await expect(startServer({ criSocket: socketPath })).rejects.toThrow(`${socketPath} exists and is not a socket`);
});

test('a path as long as the operating system allows works', async () => {
  const directory = await temporaryDirectory();
  const limit = process.platform === 'linux' ? 107 : 103;
  const socketPath = join(directory, 's'.repeat(limit - directory.length - 1));
  await startAt(socketPath);
  expect(await answers(socketPath)).toBe(true);
});

test('the socket of another server is left alone when this one stops', async () => {
  const { server, socketPath } = await startWithCri();
  await rm(socketPath);
  await startAt(socketPath);
  await server.close();
  expect(await answers(socketPath)).toBe(true);
});

test('an HTTP port that is taken leaves no socket behind', async () => {
  const { server } = await startWithCri();
  const socketPath = join(await temporaryDirectory(), 'cri.sock');
  const port = Number(new URL(server.url).port);
  await expect(startServer({ port, criSocket: socketPath })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  expect(await readdir(dirname(socketPath))).toEqual([]);
});
