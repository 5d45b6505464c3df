import type { Clock } from '../../../src/cri/clock.ts';

/** A clock that stands still until it is moved. */
export interface FakeClock extends Clock {
  /** Lets time pass, and calls what is due, in order. */
  pass(milliseconds: number): void;
}

/** Makes a clock that shows 0. */
export function fakeClock(): FakeClock {
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  return {
    now: () => now,
    after(milliseconds, run) {
      const timer = { at: now + milliseconds, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    pass(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        now = next.at;
        timers.delete(next);
        next.run();
      }
      now = end;
    },
  };
}
