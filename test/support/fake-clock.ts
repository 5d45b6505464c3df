import type { Clock } from '../../src/time/clock.ts';

/** A clock that stands still until it is told to move on. */
export interface FakeClock extends Clock {
  /** Lets time pass, and calls what is due, in order. */
  pass(milliseconds: number): void;
  /** How many calls are due at some time. */
  readonly waiting: number;
}

/** Makes a clock that begins at 0. */
export function fakeClock(): FakeClock {
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  return {
    now: () => now,
    after(milliseconds, run) {
      const timer = { at: now + milliseconds, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    pass(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        now = Math.max(now, next.at);
        timers.delete(next);
        next.run();
      }
      now = end;
    },
    get waiting() {
      return timers.size;
    },
  };
}

/** A clock by which a millisecond passes whenever it is asked, as for work whose steps take that long. Nothing is ever due. */
export function workingClock(): Clock {
  let now = 0;
  return {
    now: () => {
      now += 1;
      return now;
    },
    after: () => () => {},
  };
}
