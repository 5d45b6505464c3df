import { setImmediate } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { type StartHook, StartHooks } from '../../src/server/start-hooks.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';

let clock: FakeClock;
let failures: string[];
beforeEach(() => {
  clock = fakeClock();
  failures = [];
});

const hooksOf = (...hooks: StartHook[]): StartHooks =>
  new StartHooks(hooks, { clock, failed: (name, error, times) => failures.push(`${name} ${times}: ${String(error)}`) });

/** The names of the checks that are well. */
async function well({ checks }: StartHooks): Promise<string[]> {
  const { signal } = new AbortController();
  const found = await Promise.allSettled(checks.map(({ check }) => check(signal)));
  return checks.filter((_, i) => found[i]?.status === 'fulfilled').map(({ name }) => name);
}

test('hooks run one after the other, and each has a check that is well when it has succeeded', async () => {
  const first = Promise.withResolvers<void>();
  const hooks = hooksOf({ name: 'first', run: () => first.promise }, { name: 'second', run: async () => {} });
  expect(await well(hooks)).toEqual([]);
  const started = hooks.start();
  await setImmediate();
  expect(await well(hooks)).toEqual([]);
  first.resolve();
  await started;
  expect(await well(hooks)).toEqual(['poststarthook/first', 'poststarthook/second']);
  expect(clock.waiting).toBe(0);
});

test('a hook that fails is tried again each second, and holds up those after it and not the start', async () => {
  let left = 2;
  const run = async (): Promise<void> => {
    left -= 1;
    if (left >= 0) throw new Error('no store');
  };
  const hooks = hooksOf({ name: 'first', run }, { name: 'second', run: async () => {} });
  await hooks.start();
  expect(failures).toEqual(['first 1: Error: no store']);
  expect(await well(hooks)).toEqual([]);
  clock.pass(1000);
  await setImmediate();
  expect(failures).toHaveLength(2);
  clock.pass(1000);
  await setImmediate();
  expect(failures).toEqual(['first 1: Error: no store', 'first 2: Error: no store']);
  expect(await well(hooks)).toEqual(['poststarthook/first', 'poststarthook/second']);
});

test('a hook that takes long holds up the start for three seconds', async () => {
  const hooks = hooksOf({ name: 'first', run: () => new Promise(() => {}) });
  const started = hooks.start();
  clock.pass(2999);
  expect(await Promise.race([started.then(() => 'started'), setImmediate('waits')])).toBe('waits');
  clock.pass(1);
  await started;
  expect(await well(hooks)).toEqual([]);
});

test('hooks that are stopped are not tried again, and what they fail with then is no failure', async () => {
  const hanging = hooksOf({
    name: 'first',
    run: (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  });
  const started = hanging.start();
  hanging.stop();
  await started;
  let times = 0;
  const failing = hooksOf({
    name: 'second',
    run: async () => {
      times += 1;
      throw new Error('no store');
    },
  });
  await failing.start();
  failing.stop();
  await setImmediate();
  expect(clock.waiting).toBe(0);
  expect([times, failures]).toEqual([1, ['second 1: Error: no store']]);
});
