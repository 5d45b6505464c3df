import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openLmdbParts } from '../../src/storage/lmdb/open-lmdb-store.ts';
import { ABSENT, type Store } from '../../src/storage/store.ts';
import { startServerProcess } from '../conformance/server-process.ts';
import { emptyDirectory, using } from '../storage/lmdb/directories.ts';
import { canMount, smallDisk } from '../storage/lmdb/small-disk.ts';
import { send } from '../support/http.ts';
import { command, failure, run, start } from './run.ts';

const EVERYTHING = { from: '/', to: '0' };
const storeOf = (directory: string) => ({ options: { store: `lmdb:${directory}` } });

/** A directory with so many keys of some size, and the revision of the last. */
async function filled(count: number, size = 10): Promise<{ readonly directory: string; readonly revision: number }> {
  const directory = join(emptyDirectory(), 'data');
  const revision = await using(directory, async (store) => {
    const keys = Array.from({ length: count }, (_, i) => `/registry/pods/default/${String(i).padStart(6, '0')}`);
    await Promise.all(keys.map((key) => store.put(key, [`{"key":"${key}","text":"${'é'.repeat(size)}"}`], ABSENT)));
    return store.currentRevision();
  });
  return { directory, revision };
}

const entriesOf = async (store: Store) => (await store.list(EVERYTHING)).entries;

test('what is restored is what was saved, with the version of each key', async () => {
  const { directory } = await filled(700);
  const file = join(emptyDirectory(), 'a.snapshot');
  const saved = await command('snapshot save', [file], storeOf(directory));
  expect(saved.printed).toBe(`saved 700 keys of version 700 to ${file}\n`);
  const target = join(emptyDirectory(), 'b', 'c');
  const restored = await command('snapshot restore', [file], storeOf(target));
  expect(restored.printed).toMatch(`restored 700 keys to ${target}; versions go on above `);
  expect(await using(target, entriesOf)).toEqual(await using(directory, entriesOf));
  expect(readdirSync(target)).not.toContain('unfinished-restore');
});

test('a snapshot of nothing is one', async () => {
  const { directory } = await filled(0);
  const file = join(emptyDirectory(), 'a.snapshot');
  await command('snapshot save', [file], storeOf(directory));
  const target = emptyDirectory();
  await command('snapshot restore', [file], storeOf(target));
  expect(await using(target, entriesOf)).toEqual([]);
});

test('a snapshot is for its owner alone, and what it says of itself is YAML', async () => {
  const { directory } = await filled(3);
  const file = join(emptyDirectory(), 'a.snapshot');
  const now = Date.UTC(2020, 0, 1);
  await command('snapshot save', [file], { ...storeOf(directory), now });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { printed } = await command('snapshot status', [file]);
  expect(printed).toMatch(
    /^taken: 2020-01-01T00:00:00\.000Z\nversion: 3\nkeys: 3\nbytes: \d+\nsha256: [0-9a-f]{64}\n$/,
  );
});

test('versions go on above all that the store can have given out since, and none comes twice from one snapshot', async () => {
  const { directory, revision } = await filled(2);
  const file = join(emptyDirectory(), 'a.snapshot');
  const taken = Date.UTC(2020, 0, 1);
  await command('snapshot save', [file], { ...storeOf(directory), now: taken });
  const restoredAt = async (now: number): Promise<number> => {
    const target = emptyDirectory();
    await command('snapshot restore', [file], { ...storeOf(target), now });
    return using(target, async (store) => {
      const written = await store.put('/b', ['x'], ABSENT);
      if (!written.ok) throw new Error('it is there');
      await expect(store.list(EVERYTHING, { at: revision })).rejects.toMatchObject({ code: 'compacted' });
      await expect(store.list(EVERYTHING, { at: written.revision - 2 })).rejects.toMatchObject({ code: 'compacted' });
      return written.revision;
    });
  };
  // Ten seconds of more writes than a disk takes.
  const first = await restoredAt(taken + 10_000);
  expect(first).toBeGreaterThan(revision + 10 * 50_000);
  expect(await restoredAt(taken + 20_000)).toBeGreaterThan(first + 10 * 50_000);
  // A clock that was set back.
  expect(await restoredAt(taken - 3_600_000)).toBeGreaterThan(revision + 3_600 * 50_000);
});

test('when keys go by themselves is kept', async () => {
  const directory = emptyDirectory();
  const now = Date.UTC(2020, 0, 1);
  await using(directory, (store) => store.put('/a', ['x'], ABSENT, { ttlSeconds: 60 }), { now: () => now });
  const file = join(emptyDirectory(), 'a.snapshot');
  await command('snapshot save', [file], storeOf(directory));
  const target = emptyDirectory();
  await command('snapshot restore', [file], storeOf(target));
  const expiries = async (of: string) => {
    const { database, kept, room, release } = await openLmdbParts(of, {});
    await room.close();
    await database.close();
    await release();
    return kept.expiries;
  };
  expect(await expiries(target)).toEqual(await expiries(directory));
  expect((await expiries(target)).map(({ key }) => key)).toEqual(['/a']);
});

describe('of a running server', () => {
  const JSON_TYPE = { 'content-type': 'application/json' };
  const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
  const create = async (server: { readonly url: string }, name: string) => {
    const body = { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name }, data: { text: 'x'.repeat(2000) } };
    const answer = await send(server, 'POST', CONFIG_MAPS, { headers: JSON_TYPE, body });
    expect(answer.status, answer.text).toBe(201);
    return answer.json();
  };

  test('a snapshot shows one moment, and the server that begins with it goes on from there', async () => {
    const directory = join(emptyDirectory(), 'data');
    const server = await startServerProcess(['--store', `lmdb:${directory}`]);
    onTestFinished(async () => void (await server.stop()));
    const file = join(emptyDirectory(), 'a.snapshot');
    // Of each pair the second is made when the first is there.
    let goesOn = true;
    let acknowledged = 0;
    const writer = (async () => {
      for (let i = 0; goesOn; i += 1) {
        await create(server, `a${i}`);
        await create(server, `b${i}`);
        acknowledged = i + 1;
      }
    })();
    const moments: { readonly from: number; readonly to: number; readonly target: string }[] = [];
    for (let i = 0; i < 3; i += 1) {
      const from = acknowledged;
      const { code, stderr } = await run(['snapshot', 'save', file, '--store', `lmdb:${directory}`]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const target = join(emptyDirectory(), 'data');
      moments.push({ from, to: acknowledged + 1, target });
      await command('snapshot restore', [file], storeOf(target));
    }
    const newest = await create(server, 'newest');
    goesOn = false;
    await writer;
    expect(await server.stop()).toBe(0);
    for (const { from, to, target } of moments) {
      const names = (await using(target, entriesOf)).map(({ key }) => key.split('/').at(-1) ?? '');
      const [a, b] = ['a', 'b'].map((first) => names.filter((name) => new RegExp(`^${first}\\d+$`).test(name)).length);
      expect([0, 1]).toContain((a ?? 0) - (b ?? 0));
      expect(b).toBeGreaterThanOrEqual(from);
      expect(b).toBeLessThanOrEqual(to);
    }
    const restored = await startServerProcess(['--store', `lmdb:${moments.at(-1)?.target}`]);
    onTestFinished(async () => void (await restored.stop()));
    const found = await send(restored, 'GET', `${CONFIG_MAPS}/a0`);
    expect(found.json().data).toEqual({ text: 'x'.repeat(2000) });
    // A version that was given out after the snapshot means nothing here.
    const { resourceVersion: lost } = newest.metadata;
    const watching = await send(restored, 'GET', `${CONFIG_MAPS}?watch=1&resourceVersion=${lost}`);
    expect(watching.text).toContain('"reason":"Expired"');
    const next = await create(restored, 'after');
    expect(Number(next.metadata.resourceVersion)).toBeGreaterThan(Number(lost));
    expect(await restored.stop()).toBe(0);
  });

  test('its directory is not restored into', async () => {
    const { directory } = await filled(1);
    const file = join(emptyDirectory(), 'a.snapshot');
    await command('snapshot save', [file], storeOf(directory));
    expect(await failure('snapshot restore', [file], storeOf(directory))).toBe(
      `${directory} holds data already: name an empty directory`,
    );
    expect(await using(directory, entriesOf)).toHaveLength(1);
  });
});

describe('a save that does not come to its end', () => {
  test.each(['SIGKILL', 'SIGTERM'] as const)('because of %s leaves the snapshot that was there', async (signal) => {
    const { directory } = await filled(20, 1);
    const folder = emptyDirectory();
    const file = join(folder, 'a.snapshot');
    await command('snapshot save', [file], storeOf(directory));
    const before = readFileSync(file);
    const large = await filled(4000, 4000);
    const began = new Promise<void>((resolve) => {
      const watcher = watch(folder, (_, name) => {
        if (!name?.endsWith('.part')) return;
        watcher.close();
        resolve();
      });
    });
    const { child, ended } = start(['snapshot', 'save', file, '--store', `lmdb:${large.directory}`]);
    await began;
    child.kill(signal);
    const { code, stdout, stderr } = await ended;
    expect({ code, stdout, stderr }).toEqual({ code: signal === 'SIGKILL' ? 'SIGKILL' : 143, stdout: '', stderr: '' });
    expect(readFileSync(file).equals(before)).toBe(true);
    if (signal === 'SIGTERM') expect(readdirSync(folder)).toEqual(['a.snapshot']);
    // Nor is the store worse for it.
    await command('snapshot save', [file], storeOf(large.directory));
    expect((await command('snapshot status', [file])).printed).toContain('keys: 4000\n');
  });

  test('since nobody waits for it any more leaves nothing', async () => {
    const { directory } = await filled(1);
    const folder = emptyDirectory();
    await failure('snapshot save', [join(folder, 'a.snapshot')], {
      ...storeOf(directory),
      signal: AbortSignal.abort(),
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('where it cannot be written is told in one line, with exit code 1', async () => {
    const { directory } = await filled(1);
    const { code, stdout, stderr } = await run(['snapshot', 'save', '/sys/a', '--store', `lmdb:${directory}`]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^podledger: snapshot save: (EACCES|EPERM): .*\n$/);
  });
});

test('a restore that is killed leaves nothing with which a server would start, and can be made again', async () => {
  const { directory } = await filled(4000, 4000);
  const file = join(emptyDirectory(), 'a.snapshot');
  await command('snapshot save', [file], storeOf(directory));
  const target = emptyDirectory();
  const began = new Promise<void>((resolve) => {
    const watcher = watch(target, (_, name) => {
      if (name !== 'unfinished-restore') return;
      watcher.close();
      resolve();
    });
  });
  const { child, ended } = start(['snapshot', 'restore', file, '--store', `lmdb:${target}`]);
  await began;
  child.kill('SIGKILL');
  expect((await ended).code).toBe('SIGKILL');
  await expect(using(target, entriesOf)).rejects.toThrow(
    `${target} holds something else (unfinished-restore): name an empty directory`,
  );
  await command('snapshot restore', [file], storeOf(target));
  expect(await using(target, entriesOf)).toHaveLength(4000);
});

describe('a save', () => {
  test('does not replace what is no snapshot', async () => {
    const { directory } = await filled(1);
    const data = join(directory, 'data.mdb');
    for (const file of [data, emptyDirectory()]) {
      expect(await failure('snapshot save', [file], storeOf(directory))).toMatch(/: name another file$/);
    }
    expect(await using(directory, entriesOf)).toHaveLength(1);
  });

  test.each([
    ['that is not there', (directory: string) => join(directory, 'lost'), / holds no data of podledger$/],
    ['that is empty', (directory: string) => directory, / holds no data of podledger$/],
    [
      'that holds a foreign file',
      (directory: string) => {
        writeFileSync(join(directory, 'data.mdb'), 'x'.repeat(20_000));
        return directory;
      },
      /data\.mdb cannot be read: it is no data file of LMDB, or its beginning is damaged$/,
    ],
  ])('of a directory %s is refused, and leaves it as it is', async (_, make, line) => {
    const empty = emptyDirectory();
    const directory = make(empty);
    const before = readdirSync(empty);
    expect(await failure('snapshot save', [join(emptyDirectory(), 'a')], storeOf(directory))).toMatch(line);
    expect(readdirSync(empty)).toEqual(before);
  });

  test.each([
    [undefined, 'name the store: lmdb:DIR'],
    ['memory', `a store in memory is its server's alone: use "lmdb:DIR"; export and import reach it by --server`],
    ['lmdb:', 'the lmdb store needs a directory: use "lmdb:DIR"'],
    ['disk:a', 'unknown store "disk:a": use "memory" or "lmdb:DIR"'],
  ])('of the store %s is refused as a wrong command line', async (store, line) => {
    expect(await failure('snapshot save', ['a'], { options: { store } })).toBe(line);
    const { code, stderr } = await run(['snapshot', 'save', 'a', ...(store === undefined ? [] : [`--store=${store}`])]);
    expect(code).toBe(2);
    expect(stderr).toBe(`podledger: --store: ${line}\n`);
  });
});

describe('a snapshot', () => {
  const broken: readonly (readonly [string, (bytes: Buffer) => Buffer, RegExp])[] = [
    [
      'of which a character was changed',
      (bytes) => Buffer.from(bytes.toString().replace('é', 'e')),
      /is damaged: its checksum does not match$/,
    ],
    ['of which a line is missing', (bytes) => without(bytes, 3), /is damaged: its checksum does not match$/],
    ['that is cut short within a line', (bytes) => bytes.subarray(0, bytes.length / 2), /is damaged: it is cut short$/],
    ['that is cut short behind a line', (bytes) => without(bytes, 11), /is damaged: it is cut short$/],
    [
      'with something behind its end',
      (bytes) => Buffer.concat([bytes, Buffer.from('x\n')]),
      /is damaged: something stands behind its end$/,
    ],
    ['of zeros', (bytes) => Buffer.alloc(bytes.length), / is no snapshot of podledger$/],
    ['that is empty', () => Buffer.alloc(0), / is no snapshot of podledger$/],
    ['of something else', () => Buffer.from('{"kind":"List"}\n'), / is no snapshot of podledger$/],
    [
      'of a newer form',
      () => Buffer.from('{"podledgerSnapshot":2,"more":1}\n'),
      / was written by a newer version of podledger: its form is 2, and this one reads up to 1$/,
    ],
  ];
  test.each(broken)('%s is refused by status and restore, which leaves nothing', async (_, damage, line) => {
    const { directory } = await filled(10);
    const file = join(emptyDirectory(), 'a.snapshot');
    await command('snapshot save', [file], storeOf(directory));
    writeFileSync(file, damage(readFileSync(file)));
    expect(await failure('snapshot status', [file])).toMatch(line);
    const target = emptyDirectory();
    expect(await failure('snapshot restore', [file], storeOf(target))).toMatch(line);
    expect(readdirSync(target).filter((name) => !name.startsWith('owner.'))).toEqual([]);
    expect(await using(target, entriesOf)).toEqual([]);
  });

  test('that is not there is told in one line, with exit code 1', async () => {
    const { code, stdout, stderr } = await run(['snapshot', 'status', '/lost']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe("podledger: snapshot status: ENOENT: no such file or directory, open '/lost'\n");
  });

  test('is restored into no directory that holds something else, and over what a restore left that was killed', async () => {
    const { directory } = await filled(1);
    const file = join(emptyDirectory(), 'a.snapshot');
    await command('snapshot save', [file], storeOf(directory));
    const target = emptyDirectory();
    mkdirSync(join(target, 'unfinished-restore'));
    writeFileSync(join(target, 'unfinished-restore', 'data.mdb'), 'half');
    writeFileSync(join(target, 'thesis.txt'), 'x');
    expect(await failure('snapshot restore', [file], storeOf(target))).toBe(
      `${target} holds something else (thesis.txt): name an empty directory`,
    );
    expect(existsSync(join(target, 'unfinished-restore', 'data.mdb'))).toBe(true);
    const other = emptyDirectory();
    mkdirSync(join(other, 'unfinished-restore'));
    writeFileSync(join(other, 'unfinished-restore', 'data.mdb'), 'half');
    await command('snapshot restore', [file], storeOf(other));
    expect(await using(other, entriesOf)).toHaveLength(1);
  });
});

/** The text without one of its lines, counted from 0. */
function without(bytes: Buffer, line: number): Buffer {
  return Buffer.from(bytes.toString().split('\n').toSpliced(line, 1).join('\n'));
}

describe.runIf(canMount())('on a full disk', () => {
  test('a save is told in one line, and leaves what was there', async () => {
    const disk = smallDisk(1024 * 1024);
    const file = join(disk, 'a.snapshot');
    await command('snapshot save', [file], storeOf((await filled(10)).directory));
    const { directory } = await filled(2000, 1000);
    const { code, stdout, stderr } = await run(['snapshot', 'save', file, '--store', `lmdb:${directory}`]);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: 'podledger: snapshot save: ENOSPC: no space left on device, write\n',
    });
    expect(readdirSync(disk)).toEqual(['a.snapshot']);
    expect((await command('snapshot status', [file])).printed).toContain('keys: 10\n');
  });

  test('a restore is told in one line, and leaves nothing', async () => {
    const { directory } = await filled(2000, 1000);
    const file = join(emptyDirectory(), 'a.snapshot');
    await command('snapshot save', [file], storeOf(directory));
    const target = join(smallDisk(2 * 1024 * 1024), 'data');
    const { code, stdout, stderr } = await run(['snapshot', 'restore', file, '--store', `lmdb:${target}`]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^podledger: snapshot restore: the directory \S+ cannot be used: ENOSPC: no space left on device, write\n$/,
    );
    expect(readdirSync(target).filter((name) => !name.startsWith('owner.'))).toEqual([]);
  });
});
