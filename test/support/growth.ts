import { expect } from 'vitest';

// Of several runs the shortest counts: what else the machine does only ever makes one longer.
const RUNS = 5;
// Linear work doubles and a bit, for sorting and for caches that are too small; what is quadratic takes four times as long.
const MOST = 3;

/** Expects that work takes twice as long for twice the size, and a bit; `prepare` makes what is not counted. */
export function expectLinear(size: number, prepare: (size: number) => () => unknown): void {
  const single = shortest(prepare(size));
  const double = shortest(prepare(2 * size));
  expect(double / single, `${single} ms, then ${double} ms`).toBeLessThan(MOST);
}

function shortest(work: () => unknown): number {
  const times = Array.from({ length: RUNS }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
