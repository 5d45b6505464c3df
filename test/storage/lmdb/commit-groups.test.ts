import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { CommitGroups, type Room } from '../../../src/storage/lmdb/commit-groups.ts';

interface Change {
  readonly key: string;
  readonly size: number;
}

/** Groups over a disk that takes its time, and no more than `room` at once; `finish` ends the write that is under way. */
function slowDisk(room = Number.POSITIVE_INFINITY) {
  const written: string[][] = [];
  const told: string[] = [];
  let pending: { resolve: () => void; reject: (error: unknown) => void } | undefined;
  const groups = new CommitGroups<Change>({
    subjectOf: ({ key }) => key,
    async makeRoom(changes): Promise<Room> {
      const count = changes.findIndex(
        (_, index) => changes.slice(0, index + 1).reduce((sum, { size }) => sum + size, 0) > room,
      );
      return count === 0 ? { refusal: new Error('full') } : { count: count < 0 ? changes.length : count };
    },
    write(changes) {
      written.push(changes.map(({ key, size }) => `${key}${size}`));
      return new Promise((resolve, reject) => {
        pending = { resolve, reject };
      });
    },
    committed: (changes) => told.push(`committed ${changes.map(({ key, size }) => `${key}${size}`).join(' ')}`),
  });
  return {
    groups,
    written,
    told,
    add(key: string, size = 1): void {
      groups.add({
        change: { key, size },
        done: () => told.push(`${key}${size} done`),
        failed: (error) => told.push(`${key}${size} ${(error as Error).message}`),
      });
    },
    async finish(error?: Error): Promise<void> {
      while (pending === undefined) await setImmediate();
      const { resolve, reject } = pending;
      pending = undefined;
      if (error === undefined) resolve();
      else reject(error);
      await setImmediate();
      await setImmediate();
    },
  };
}

it('what comes while a group is on its way goes together, and nobody is told before it is durable', async () => {
  const { add, finish, written, told, groups } = slowDisk();
  add('a');
  add('b');
  await setImmediate();
  await setImmediate();
  add('c');
  add('d');
  expect(written).toEqual([['a1', 'b1']]);
  expect(told).toEqual([]);
  await finish();
  expect(told).toEqual(['committed a1 b1', 'a1 done', 'b1 done']);
  expect(written).toEqual([
    ['a1', 'b1'],
    ['c1', 'd1'],
  ]);
  await finish();
  await groups.idle();
  expect(told.slice(3)).toEqual(['committed c1 d1', 'c1 done', 'd1 done']);
});

it('a group that fails takes with it what has gathered behind it, and what comes later goes on', async () => {
  const { add, finish, told, groups } = slowDisk();
  add('a');
  await setImmediate();
  await setImmediate();
  add('b');
  await finish(new Error('EIO'));
  expect(told).toEqual(['a1 EIO', 'b1 EIO']);
  add('c');
  await finish();
  await groups.idle();
  expect(told.slice(2)).toEqual(['committed c1', 'c1 done']);
});

it('what there is no room for fails alone, with what rests on it, and what does not fit into a group waits for the next', async () => {
  const { add, finish, written, told, groups } = slowDisk(10);
  add('a', 1);
  add('b', 11);
  add('b', 2);
  add('c', 3);
  add('a', 4);
  add('d', 5);
  await finish();
  await finish();
  await finish();
  await groups.idle();
  expect(written).toEqual([['a1'], ['c3', 'a4'], ['d5']]);
  expect(told).toEqual([
    'committed a1',
    'a1 done',
    'b11 full',
    'b2 full',
    'committed c3 a4',
    'c3 done',
    'a4 done',
    'committed d5',
    'd5 done',
  ]);
});
