import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startServer } from '../../src/index.ts';
import { emptyDirectory } from '../storage/lmdb/directories.ts';
import { canMount, smallDisk } from '../storage/lmdb/small-disk.ts';
import { type OpenedWatch, openWatch } from '../support/watch.ts';

const PATH = '/api/v1/namespaces/default/configmaps';

const MIB = 1024 * 1024;
const TEXT = 'x'.repeat(100 * 1024);

interface Answer {
  readonly status: number;
  readonly body: {
    readonly message?: string;
    readonly code?: number;
    readonly metadata?: { resourceVersion?: string };
  };
}

/** A server with a store in a directory, closed when the test is over, and what it answers. */
async function serve(directory: string, quotaBackendBytes?: number) {
  const server = await startServer({ store: `lmdb:${directory}`, quotaBackendBytes });
  onTestFinished(() => server.close());
  const configMaps = `${server.url}${PATH}`;
  const send = async (method: string, url: string, body?: object): Promise<Answer> => {
    const answer = await fetch(url, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Answer['body'] };
  };
  return {
    ...server,
    create: (name: string, text = TEXT) => send('POST', configMaps, { metadata: { name }, data: { text } }),
    get: (name: string) => send('GET', `${configMaps}/${name}`),
    remove: (name: string) => send('DELETE', `${configMaps}/${name}`),
    async health(path: string): Promise<string> {
      const answer = await fetch(`${server.url}${path}`);
      return `${answer.status} ${(await answer.text()).split('\n').find((line) => line.startsWith('[-]')) ?? ''}`.trim();
    },
    /** Opens a watch of what is written from now on. */
    async watch(): Promise<OpenedWatch> {
      const { metadata } = (await send('GET', configMaps)).body;
      return openWatch(server, `${PATH}?watch=1&resourceVersion=${metadata?.resourceVersion}`);
    },
  };
}

type Served = Awaited<ReturnType<typeof serve>>;

/** Creates objects until not even a small one is let in; returns how many large ones there are, and the refusal. */
async function fill({ create }: Served): Promise<{ count: number; refusal: Answer }> {
  const until = async (name: string, text: string): Promise<{ count: number; refusal: Answer }> => {
    for (let count = 0; count < 1000; count += 1) {
      const answer = await create(`${name}${count}`, text);
      if (answer.status !== 201) return { count, refusal: answer };
    }
    throw new Error('nothing is ever refused');
  };
  const { count } = await until('c', TEXT);
  const { refusal } = await until('small', 'x');
  return { count, refusal };
}

/** Reads, watches and deletions go on, and writes when there is room again. */
async function checkFull(served: Served, count: number): Promise<void> {
  expect(await served.health('/readyz')).toBe('500 [-]storage-writes failed: reason withheld');
  expect(await served.health('/livez')).toBe('200');
  expect((await served.get('c0')).status).toBe(200);
  expect((await served.get(`c${count}`)).status).toBe(404);
  for (let n = 0; n < Math.ceil(count / 2); n += 1) expect((await served.remove(`c${n}`)).status).toBe(200);
  expect(await served.health('/readyz')).toBe('200');
  const again = Array.from({ length: Math.floor(count / 6) }, (_, n) => served.create(`again${n}`));
  expect((await Promise.all(again)).map(({ status }) => status)).toEqual(again.map(() => 201));
}

describe.skipIf(!canMount())('a full disk', () => {
  test('writes are answered 500 with its reason, all else goes on, and writes when something was deleted', async () => {
    const disk = smallDisk(8 * MIB);
    const served = await serve(join(disk, 'data'));
    const { count, refusal } = await fill(served);
    expect(count).toBeGreaterThan(10);
    expect(refusal).toMatchObject({
      status: 500,
      body: { code: 500, message: 'ENOSPC: no space left on device, write' },
    });
    await checkFull(served, count);
  });

  test('writes go on by themselves when others have made room, and all that was answered is there after a restart', async () => {
    const disk = smallDisk(12 * MIB);
    const ballast = join(disk, 'ballast');
    writeFileSync(ballast, Buffer.alloc(6 * MIB));
    const served = await serve(join(disk, 'data'));
    const { count } = await fill(served);
    const watch = await served.watch();
    expect((await served.create('late')).status).toBe(500);
    rmSync(ballast);
    expect((await served.create('late')).status).toBe(201);
    expect(await watch.until(1)).toMatchObject([{ type: 'ADDED', object: { metadata: { name: 'late' } } }]);
    watch.cut();
    await served.close();
    const again = await serve(join(disk, 'data'));
    for (const name of ['late', ...Array.from({ length: count }, (_, n) => `c${n}`)]) {
      expect((await again.get(name)).status).toBe(200);
    }
  });

  test('a server that starts on it reads and deletes', async () => {
    const disk = smallDisk(8 * MIB);
    const served = await serve(join(disk, 'data'));
    const { count } = await fill(served);
    await served.close();
    const again = await serve(join(disk, 'data'));
    expect((await again.create('late')).status).toBe(500);
    await checkFull(again, count);
  });

  test('a server that would begin on it does not start, and says why in a line', async () => {
    const disk = smallDisk(64 * 1024);
    await expect(startServer({ store: `lmdb:${join(disk, 'data')}` })).rejects.toThrow(
      `the directory ${join(disk, 'data')} cannot be used: ENOSPC: no space left on device, write`,
    );
  });
});

test('a quota is answered in the words of etcd, all else goes on, and writes when something was deleted', async () => {
  const served = await serve(emptyDirectory(), 6 * MIB);
  const { count, refusal } = await fill(served);
  expect(count).toBeGreaterThan(10);
  expect(refusal).toMatchObject({
    status: 500,
    body: { code: 500, message: 'etcdserver: mvcc: database space exceeded' },
  });
  await checkFull(served, count);
});

test('a data file that is removed while the server runs is told to whoever writes', async () => {
  const directory = emptyDirectory();
  const served = await serve(directory);
  expect((await served.create('a')).status).toBe(201);
  rmSync(join(directory, 'data.mdb'));
  expect(await served.create('b')).toMatchObject({
    status: 500,
    body: { message: `${join(directory, 'data.mdb')} was removed while it was in use` },
  });
  expect((await served.get('a')).status).toBe(200);
});
