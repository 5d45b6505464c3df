import { getEventListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { pause } from '../../src/time/pause.ts';
import { fakeClock } from '../support/fake-clock.ts';

test('a pause ends when its time is up or its signal aborts, and leaves nothing behind', async () => {
  const clock = fakeClock();
  const stopping = new AbortController();
  const { signal } = stopping;
  const ends: string[] = [];
  void pause(clock, 10, signal).then(() => ends.push('ten'));
  void pause(clock, 20, signal).then(() => ends.push('twenty'));
  clock.pass(9);
  await setImmediate();
  expect(ends).toEqual([]);
  clock.pass(1);
  await setImmediate();
  expect(ends).toEqual(['ten']);
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  stopping.abort();
  await setImmediate();
  expect(ends).toEqual(['ten', 'twenty']);
  await pause(clock, 30, signal);
  expect(clock.waiting).toBe(0);
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});
