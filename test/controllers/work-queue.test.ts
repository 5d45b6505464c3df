import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { WorkQueue } from '../../src/controllers/work-queue.ts';
import { fakeClock } from '../support/fake-clock.ts';

/** A queue whose work lasts until it is let go, with what was begun and what failed. */
function openQueue(concurrency = 1) {
  const clock = fakeClock();
  const stopping = new AbortController();
  const begun: string[] = [];
  const failed: string[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const queue = new WorkQueue({
    work: (key) => {
      begun.push(key);
      return new Promise((resolve, reject) => {
        ends.push((error) => (error === undefined ? resolve() : reject(error)));
      });
    },
    failed: (key, error, times) => void failed.push(`${key}: ${String(error)}, ${times}`),
    clock,
    concurrency,
    signal: stopping.signal,
  });
  const end = async (error?: Error): Promise<void> => {
    ends.shift()?.(error);
    // What follows the end of work may take a turn of its own.
    for (let turn = 0; turn < 2; turn += 1) await setImmediate();
  };
  return { queue, clock, stopping, begun, failed, end };
}

test('works on as many keys at a time as it may, in the order in which they came', async () => {
  const { queue, begun, end } = openQueue(2);
  for (const key of ['a', 'b', 'c', 'c']) queue.add(key);
  expect(begun).toEqual(['a', 'b']);
  await end();
  expect(begun).toEqual(['a', 'b', 'c']);
});

test('a key that comes while it is worked on is worked on again afterwards, once', async () => {
  const { queue, begun, end } = openQueue();
  queue.add('a');
  queue.add('a');
  queue.add('a');
  expect(begun).toEqual(['a']);
  await end();
  expect(begun).toEqual(['a', 'a']);
  await end();
  await queue.idle();
  expect(begun).toEqual(['a', 'a']);
});

test('a key that its own work adds at once is worked on again afterwards', async () => {
  let under = 0;
  const most: number[] = [];
  const work = async (key: string): Promise<void> => {
    under += 1;
    most.push(under);
    if (most.length < 3) queue.add(key);
    await setImmediate();
    under -= 1;
  };
  const { signal } = new AbortController();
  const queue = new WorkQueue({ work, failed: () => {}, clock: fakeClock(), concurrency: 2, signal });
  queue.add('a');
  await queue.idle();
  expect(most).toEqual([1, 1, 1]);
});

test('a key that is to come later comes when it is first due', async () => {
  const { queue, clock, begun, end } = openQueue();
  queue.add('a', 5000);
  queue.add('a', 2000);
  queue.add('a', 9000);
  clock.pass(1999);
  expect(begun).toEqual([]);
  clock.pass(1);
  expect(begun).toEqual(['a']);
  await end();
  clock.pass(60_000);
  expect(begun).toEqual(['a']);
});

test('a key that is asked for later while it is worked on comes when it is due', async () => {
  const { queue, clock, begun, end } = openQueue();
  queue.add('a');
  queue.add('a', 3000);
  await end();
  expect(begun).toEqual(['a']);
  clock.pass(3000);
  expect(begun).toEqual(['a', 'a']);
});

test('work that fails is told of and done again, each time after twice the time, up to a minute', async () => {
  const { queue, clock, begun, failed, end } = openQueue();
  queue.add('a');
  for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
    const { length } = begun;
    await end(new Error('no'));
    clock.pass(seconds * 1000 - 1);
    expect(begun).toHaveLength(length);
    clock.pass(1);
    expect(begun).toHaveLength(length + 1);
  }
  expect(failed).toHaveLength(8);
  expect([failed[0], failed[7]]).toEqual(['a: Error: no, 1', 'a: Error: no, 8']);
  await end();
  queue.add('a');
  await end(new Error('once more'));
  clock.pass(1000);
  expect(begun).toHaveLength(11);
});

test('begins nothing once it is ended, and is idle when what was under way is done', async () => {
  const { queue, clock, stopping, begun, failed, end } = openQueue();
  for (const key of ['a', 'b']) queue.add(key);
  queue.add('c', 1000);
  stopping.abort();
  queue.add('d');
  const idle = queue.idle();
  await end(new Error('aborted'));
  await idle;
  clock.pass(10_000);
  expect(begun).toEqual(['a']);
  expect(failed).toEqual([]);
});

test('lets others have their turn while there is much to do', async () => {
  let turns = 0;
  const done: string[] = [];
  const queue = new WorkQueue({
    work: async (key) => void done.push(key),
    failed: () => {},
    clock: fakeClock(),
    concurrency: 2,
    signal: new AbortController().signal,
  });
  for (let i = 0; i < 80; i += 1) queue.add(String(i));
  while (done.length < 80) {
    await setImmediate();
    turns += 1;
  }
  expect(turns).toBeGreaterThan(5);
  await queue.idle();
});
