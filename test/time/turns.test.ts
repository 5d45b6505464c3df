import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Turns } from '../../src/time/turns.ts';

/** Turns under a clock in which each step of some work takes a millisecond. */
function steps() {
  let now = 0;
  const done: string[] = [];
  const turns = new Turns({ now: () => now });
  const work = async (name: string, count: number): Promise<void> => {
    for (let step = 0; step < count; step += 1) {
      now += 1;
      done.push(name);
      const pause = turns.pause();
      if (pause !== undefined) await pause;
    }
  };
  return { turns, done, work };
}

describe('long work', () => {
  test('that is over soon is done in one turn of the event loop', async () => {
    const { done, work } = steps();
    void work('a', 4);
    expect(done).toHaveLength(4);
    await nextTurn();
    await work('a', 4);
    expect(done).toHaveLength(8);
  });

  test('lets the event loop go on every few milliseconds', async () => {
    const { done, work } = steps();
    const working = work('a', 100);
    let before = 0;
    let turns = 0;
    for (; done.length < 100; turns += 1) {
      expect(done.length - before).toBeLessThan(7);
      before = done.length;
      await nextTurn();
    }
    expect(turns).toBeGreaterThan(15);
    await working;
  });

  test('of many takes turns, in the order in which they came, and no longer than that of one', async () => {
    const { done, work } = steps();
    const working = Promise.all(['a', 'b', 'c'].map((name) => work(name, 20)));
    expect(done.length).toBeLessThan(9);
    let before = done.length;
    while (done.length < 60) {
      await nextTurn();
      expect(done.length - before).toBeLessThan(9);
      before = done.length;
    }
    const firsts = ['a', 'b', 'c'].map((name) => done.indexOf(name));
    expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
    const lasts = ['a', 'b', 'c'].map((name) => done.lastIndexOf(name));
    expect(Math.max(...lasts) - Math.min(...lasts)).toBeLessThan(15);
    await working;
  });

  test('that takes no time at all is never held up', async () => {
    const turns = new Turns({ now: () => 0 });
    for (let step = 0; step < 10_000; step += 1) expect(turns.pause()).toBeUndefined();
    await nextTurn();
    expect(turns.isOver()).toBe(false);
  });
});
