import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { open as openEnvironment } from 'lmdb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openLmdbStore } from '../../../src/storage/lmdb/open-lmdb-store.ts';
import { StoreError } from '../../../src/storage/store-error.ts';
import { create, existing, keysOf } from '../suite/helpers.ts';
import { copyOf, emptyDirectory, using, WIDE } from './directories.ts';

/** The line that says why a directory cannot be used. */
async function lineOf(directory: string): Promise<string> {
  const error = await openLmdbStore(directory, WIDE).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StoreError);
  expect((error as StoreError).code).toBe('unavailable');
  expect((error as Error).message).not.toContain('\n');
  return (error as Error).message;
}

/** A directory with a store that has `/a`. */
async function filled(): Promise<string> {
  const directory = emptyDirectory();
  await using(directory, (store) => create(store, '/a', 'x'));
  return directory;
}

/** Another process that opens a store and writes `/from-there`; resolves when it has, or with the line that refused it. */
async function otherProcess(directory: string): Promise<{ line: string; kill: () => Promise<void> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'open-store-process.ts'), directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  return { line, kill };
}

describe('a directory', () => {
  it('that is not there is made, with those above it', async () => {
    const directory = join(emptyDirectory(), 'a', 'b.data');
    await using(directory, (store) => create(store, '/a', 'x'));
    expect(existsSync(join(directory, 'data.mdb'))).toBe(true);
  });

  it('that is a file, or lies in one, is refused by a line that names it', async () => {
    const file = join(emptyDirectory(), 'file');
    writeFileSync(file, '');
    expect(await lineOf(file)).toContain(`the directory ${file} cannot be used: EEXIST`);
    expect(await lineOf(join(file, 'below'))).toContain(`the directory ${join(file, 'below')} cannot be used: ENOTDIR`);
  });

  it('that holds something else is refused by a line that says what, and left as it is', async () => {
    const directory = emptyDirectory();
    writeFileSync(join(directory, 'thesis.txt'), 'x');
    expect(await lineOf(directory)).toBe(`${directory} holds something else (thesis.txt): name an empty directory`);
    expect(existsSync(join(directory, 'owner.lock'))).toBe(false);
  });

  it('that holds what file systems have at their root is taken', async () => {
    const directory = emptyDirectory();
    mkdirSync(join(directory, 'lost+found'));
    await using(directory, (store) => create(store, '/a', 'x'));
  });

  it('that cannot be written is refused by a line that says so', async () => {
    // Where not even root may write.
    const isRoot = process.getuid?.() === 0;
    const directory = isRoot ? '/sys/podledger' : await filled();
    if (!isRoot) chmodSync(directory, 0o500);
    expect(await lineOf(directory)).toMatch(new RegExp(`the directory ${directory} cannot be used: (EACCES|EPERM)`));
  });
});

describe('a data file', () => {
  it('that was cut short is refused, and works again when it is whole', async () => {
    const directory = await filled();
    const file = join(directory, 'data.mdb');
    const copy = copyOf(directory);
    truncateSync(file, 3 * 4096);
    expect(await lineOf(directory)).toMatch(/data\.mdb cannot be read: it is cut short: it has 12288 bytes of \d+$/);
    truncateSync(file, 100);
    expect(await lineOf(directory)).toBe(
      `${file} cannot be read: it is no data file of LMDB, or its beginning is damaged`,
    );
    cpSync(join(copy, 'data.mdb'), file);
    expect(await using(directory, keysOf)).toEqual(['/a']);
  });

  it('of zeros, and one of something else, is refused', async () => {
    const directory = await filled();
    const file = join(directory, 'data.mdb');
    for (const bytes of [Buffer.alloc(readFileSync(file).length), Buffer.from('SQLite format 3\0'.repeat(1000))]) {
      writeFileSync(file, bytes);
      expect(await lineOf(directory)).toBe(
        `${file} cannot be read: it is no data file of LMDB, or its beginning is damaged`,
      );
    }
  });

  it('of which only the second page of its beginning is damaged is refused', async () => {
    const directory = await filled();
    const file = join(directory, 'data.mdb');
    const bytes = readFileSync(file);
    bytes.fill(0, 4096, 8192);
    writeFileSync(file, bytes);
    expect(await lineOf(directory)).toBe(`${file} cannot be read: its beginning is damaged`);
  });

  it('that is a database of another program is refused, and left as it is', async () => {
    const directory = emptyDirectory();
    const other = openEnvironment<string, string>({ path: directory });
    await other.put('greeting', 'hello');
    await other.close();
    const file = join(directory, 'data.mdb');
    expect(await lineOf(directory)).toBe(`${file} is a database of another program`);
    const again = openEnvironment<string, string>({ path: directory });
    expect(again.get('greeting')).toBe('hello');
    await again.close();
  });

  it('that a newer version wrote is refused', async () => {
    const directory = await filled();
    const environment = openEnvironment({ path: directory, encoding: 'binary', keyEncoding: 'binary' });
    const meta = environment.openDB({ name: 'meta', encoding: 'binary', keyEncoding: 'binary' });
    await meta.put(Buffer.from('format'), Buffer.from([0, 0, 0, 0, 0, 2]));
    await environment.close();
    expect(await lineOf(directory)).toBe(
      `${join(directory, 'data.mdb')} was written by a newer version of podledger: its form is 2, and this one reads up to 1`,
    );
  });

  it('of no bytes, as a start leaves it that was ended, is begun', async () => {
    const directory = emptyDirectory();
    writeFileSync(join(directory, 'data.mdb'), '');
    await using(directory, (store) => create(store, '/a', 'x'));
  });
});

describe('the owner of a directory', () => {
  it('is one store at a time in a process, and the next one when that is closed', async () => {
    const directory = emptyDirectory();
    await using(directory, async (store) => {
      await create(store, '/a', 'x');
      expect(await lineOf(directory)).toBe(
        `${directory} is in use by process ${process.pid}: a directory has one server at a time`,
      );
      await create(store, '/b', 'x');
    });
    expect(await using(directory, keysOf)).toEqual(['/a', '/b']);
  });

  it('is one process at a time, and what a SIGKILL leaves of it is no obstacle', async () => {
    const directory = emptyDirectory();
    const other = await otherProcess(directory);
    expect(other.line).toMatch(/^open \d+$/);
    const [, pid] = other.line.split(' ');
    expect(await lineOf(directory)).toBe(
      `${directory} is in use by process ${pid}: a directory has one server at a time`,
    );
    await other.kill();
    await using(directory, async (store) => {
      expect((await existing(store, '/from-there')).value.join('')).toBe('x');
      expect((await otherProcess(directory)).line).toBe(
        `${directory} is in use by process ${process.pid}: a directory has one server at a time`,
      );
      await create(store, '/from-here', 'x');
    });
  });
});
