import { expect, test } from 'vitest';
import { inTurns, type Steps } from '../../src/time/steps.ts';
import { Turns } from '../../src/time/turns.ts';

/** A clock that goes on by a millisecond whenever it is read. */
const ticking = () => {
  let now = 0;
  return { now: () => now++ };
};

test('long work lets others have their turn, and returns what it has made', async () => {
  const seen: string[] = [];
  function* work(): Steps<string> {
    for (let step = 0; step < 30; step++) {
      seen.push('step');
      yield;
    }
    return 'made';
  }
  const made = inTurns(work(), new Turns(ticking()));
  let isDone = false;
  const others = (): void => {
    seen.push('other');
    if (!isDone) setImmediate(others);
  };
  setImmediate(others);
  expect(await made).toBe('made');
  isDone = true;
  expect(seen.filter((who) => who === 'step')).toHaveLength(30);
  expect(seen.indexOf('other')).toBeGreaterThan(0);
  expect(seen.lastIndexOf('step')).toBeGreaterThan(seen.indexOf('other'));
});

test('what work throws is what its promise rejects with', async () => {
  // biome-ignore lint/correctness/useYield: it fails at its first step
  function* work(): Steps<never> {
    throw new Error('no');
  }
  await expect(inTurns(work(), new Turns(ticking()))).rejects.toThrow('no');
});
