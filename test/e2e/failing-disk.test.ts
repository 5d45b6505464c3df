import { execFileSync } from 'node:child_process';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startServer as startInProcess } from '../../src/index.ts';
import { startServer } from '../crash/server-process.ts';
import { emptyDirectory, using } from '../storage/lmdb/directories.ts';
import { canFail, failingDisk } from '../storage/lmdb/failing-disk.ts';
import { canMount, smallDisk } from '../storage/lmdb/small-disk.ts';
import { create, keysOf } from '../storage/suite/helpers.ts';
import { openWatch } from '../support/watch.ts';

const PATH = '/api/v1/namespaces/default/configmaps';
const MIB = 1024 * 1024;

/** A server in a process of its own, killed when the test is over, and what it answers. */
async function serve(directory: string, env?: NodeJS.ProcessEnv) {
  const server = await startServer(directory, env === undefined ? {} : { env });
  if (server === undefined) throw new Error('nobody kills it');
  onTestFinished(server.kill);
  const send = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${server.url}${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as { message?: string; metadata?: object } };
  };
  return {
    ...server,
    create: (name: string) => send('POST', PATH, { metadata: { name }, data: { text: 'x'.repeat(5000) } }),
    get: (name: string) => send('GET', `${PATH}/${name}`),
    ready: async () => (await fetch(`${server.url}/readyz`)).status,
  };
}

type Served = Awaited<ReturnType<typeof serve>>;

/** Nothing of what was answered is lost, nothing of what was refused is there, and reads go on. */
async function checkReads({ get }: Served, there: readonly string[], refused: readonly string[]): Promise<void> {
  for (const name of there) expect((await get(name)).status).toBe(200);
  for (const name of refused) expect((await get(name)).status).toBe(404);
}

describe.runIf(canFail())('a disk whose flushes fail', () => {
  test('is told to each writer, and writes go on when it works again', async () => {
    const directory = emptyDirectory();
    const disk = failingDisk(emptyDirectory());
    const served = await serve(directory, disk.env);
    expect((await served.create('before')).status).toBe(201);
    const watch = await openWatch(served, `${PATH}?watch=1`);
    disk.fail('EIO');
    const refused = await Promise.all(['b0', 'b1', 'b2'].map((name) => served.create(name)));
    for (const { status, body } of refused) {
      expect(status).toBe(500);
      expect(body.message).toBe('Input/output error');
    }
    await checkReads(served, ['before'], ['b0', 'b1', 'b2']);
    expect(await served.ready()).toBe(500);
    disk.heal();
    expect(await served.ready()).toBe(200);
    for (const name of ['b0', 'after']) expect((await served.create(name)).status).toBe(201);
    const events = await watch.until(3);
    expect(events.map(({ object }) => object.metadata.name)).toEqual(['before', 'b0', 'after']);
    watch.cut();
    await served.kill();
    const again = await serve(directory);
    await checkReads(again, ['before', 'b0', 'after'], ['b1', 'b2']);
  });
});

describe.runIf(canFail())('a file system that becomes read-only while the server runs', () => {
  test('is told to each writer, reads go on, and writes when it can be written again', async () => {
    const disk = failingDisk(emptyDirectory());
    const served = await serve(emptyDirectory(), disk.env);
    expect((await served.create('before')).status).toBe(201);
    disk.fail('EROFS');
    expect(await served.create('refused')).toMatchObject({
      status: 500,
      body: { message: expect.stringMatching(/^Read-only file system/) },
    });
    await checkReads(served, ['before'], ['refused']);
    disk.heal();
    expect((await served.create('after')).status).toBe(201);
  });
});

describe.skipIf(!canMount())('a read-only file system', () => {
  test('is told to whoever starts a server on it', async () => {
    const disk = smallDisk(16 * MIB);
    const directory = join(disk, 'data');
    await using(directory, (store) => create(store, '/a', 'x'));
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    await expect(startInProcess({ store: `lmdb:${directory}` })).rejects.toThrow(
      `the directory ${directory} cannot be used: EROFS: read-only file system`,
    );
    execFileSync('mount', ['-o', 'remount,rw', disk]);
    expect(await using(directory, keysOf)).toEqual(['/a']);
  });
});

test('a directory that is removed while the server runs is told to each writer, and reads go on', async () => {
  const directory = join(emptyDirectory(), 'data');
  const served = await serve(directory);
  expect((await served.create('before')).status).toBe(201);
  renameSync(directory, `${directory}-elsewhere`);
  expect(await served.create('refused')).toMatchObject({
    status: 500,
    body: { message: `${join(directory, 'data.mdb')} was removed while it was in use` },
  });
  await checkReads(served, ['before'], ['refused']);
  renameSync(`${directory}-elsewhere`, directory);
  expect((await served.create('after')).status).toBe(201);
});
