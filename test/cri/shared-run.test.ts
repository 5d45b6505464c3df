import { expect, test } from 'vitest';
import { sharedRun } from '../../src/cri/shared-run.ts';
import { eventually } from '../support/eventually.ts';

/** Runs that end when they are told to, and how many have begun. */
function controlled() {
  const ends: { resolve: (value: string) => void; reject: (error: Error) => void }[] = [];
  const call = sharedRun(() => new Promise<string>((resolve, reject) => ends.push({ resolve, reject })));
  const begun = (count: number) => eventually(() => expect(ends).toHaveLength(count));
  return { call, ends, begun };
}

test('calls in the same turn share a run, which begins after them', async () => {
  const { call, ends, begun } = controlled();
  const calls = [call(), call()];
  await Promise.resolve();
  calls.push(call());
  expect(ends).toHaveLength(0);
  await begun(1);
  ends[0]?.resolve('a');
  expect(await Promise.all(calls)).toEqual(['a', 'a', 'a']);
});

test('calls during a run share the one after it', async () => {
  const { call, ends, begun } = controlled();
  const first = call();
  await begun(1);
  const [second, third] = [call(), call()];
  ends[0]?.resolve('a');
  expect(await first).toBe('a');
  await begun(2);
  ends[1]?.resolve('b');
  expect(await Promise.all([second, third])).toEqual(['b', 'b']);
});

test('a call after a run begins another one', async () => {
  const { call, ends, begun } = controlled();
  const first = call();
  await begun(1);
  ends[0]?.resolve('a');
  await first;
  const second = call();
  await begun(2);
  ends[1]?.resolve('b');
  expect(await second).toBe('b');
});

test('a run that fails fails for its own callers only', async () => {
  const { call, ends, begun } = controlled();
  const first = call();
  await begun(1);
  const second = call();
  ends[0]?.reject(new Error('a'));
  await expect(first).rejects.toThrow('a');
  await begun(2);
  ends[1]?.resolve('b');
  expect(await second).toBe('b');
});
