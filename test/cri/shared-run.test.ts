import { expect, test } from 'vitest';
import { sharedRun } from '../../src/cri/shared-run.ts';

/** Runs that end when they are told to, and how many have begun. */
function controlled() {
  const ends: { resolve: (value: string) => void; reject: (error: Error) => void }[] = [];
  const call = sharedRun(() => new Promise<string>((resolve, reject) => ends.push({ resolve, reject })));
  return { call, ends };
}

test('calls during a run share the one after it', async () => {
  const { call, ends } = controlled();
  const first = call();
  const [second, third] = [call(), call()];
  expect(ends).toHaveLength(1);
  ends[0]?.resolve('a');
  expect(await first).toBe('a');
  expect(ends).toHaveLength(2);
  ends[1]?.resolve('b');
  expect(await Promise.all([second, third])).toEqual(['b', 'b']);
});

test('a call after a run begins another one at once', async () => {
  const { call, ends } = controlled();
  const first = call();
  ends[0]?.resolve('a');
  await first;
  const second = call();
  expect(ends).toHaveLength(2);
  ends[1]?.resolve('b');
  expect(await second).toBe('b');
});

test('a run that fails fails for its own callers only', async () => {
  const { call, ends } = controlled();
  const first = call();
  const second = call();
  ends[0]?.reject(new Error('a'));
  await expect(first).rejects.toThrow('a');
  ends[1]?.resolve('b');
  expect(await second).toBe('b');
});
