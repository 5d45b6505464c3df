import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Outcome } from '../../../src/storage/lmdb/change.ts';
import { DataRoom } from '../../../src/storage/lmdb/data-room.ts';
import { emptyDirectory } from './directories.ts';

const PAGE = 4096;
const MIB = 1024 * 1024;

/** A put of a value of so many bytes. */
function put(bytes: number): Outcome {
  const entry = { key: '/a', value: ['x'.repeat(bytes)], revision: 1 };
  return { events: [{ type: 'put', entry, previous: undefined }], keepsPast: true };
}

const previous = { key: '/a', value: ['x'], revision: 1 };
const deletion: Outcome = { events: [{ type: 'delete', key: '/a', revision: 2, previous }], keepsPast: true };

/** A file of two pages, of which so much is said to be taken. */
async function roomOf(taken: { used: number; free: number }, quotaBytes: number) {
  const path = join(emptyDirectory(), 'data.mdb');
  writeFileSync(path, Buffer.alloc(2 * PAGE));
  const room = await DataRoom.open(path, { pages: () => ({ pageBytes: PAGE, ...taken }), quotaBytes });
  onTestFinished(() => room.close());
  return { room, path, size: () => statSync(path).size };
}

describe('the room of a data file', () => {
  test('is made ahead of what is written, by as much as that may take', async () => {
    const { room, size } = await roomOf({ used: 10, free: 0 }, 1024 * MIB);
    expect(await room.refusalOf(put(20 * MIB))).toBeUndefined();
    expect(size()).toBeGreaterThan(10 * PAGE + 20 * MIB);
  });

  test('is made once where several ask for it at the same time', async () => {
    const { room, size } = await roomOf({ used: 10, free: 0 }, 1024 * MIB);
    await Promise.all([1, 2, 3].map(() => room.refusalOf(put(MIB))));
    const alone = await roomOf({ used: 10, free: 0 }, 1024 * MIB);
    await alone.room.refusalOf(put(MIB));
    expect(size()).toBe(alone.size());
  });

  test('is bounded by the quota, apart from deletions, and by what is taken, not by what is free', async () => {
    const full = { used: 2000, free: 0 };
    const { room } = await roomOf(full, 2000 * PAGE);
    expect(await room.refusalOf(put(100))).toMatchObject({
      code: 'not-written',
      message: 'etcdserver: mvcc: database space exceeded',
    });
    expect(await room.check()).toMatchObject({ code: 'not-written' });
    expect(await room.refusalOf(deletion)).toBeUndefined();
    full.free = 1000;
    expect(await room.refusalOf(put(100))).toBeUndefined();
    expect(await room.check()).toBeUndefined();
  });

  test('is none where the file was removed or replaced', async () => {
    const { room, path } = await roomOf({ used: 2, free: 0 }, 1024 * MIB);
    rmSync(path);
    const gone = { code: 'not-written', message: `${path} was removed while it was in use` };
    expect(await room.refusalOf(deletion)).toMatchObject(gone);
    writeFileSync(path, 'x');
    expect(await room.refusalOf(put(1))).toMatchObject(gone);
  });
});
