import { expect, test } from 'vitest';
import { DurableExpiries } from '../../../src/storage/lmdb/durable-expiries.ts';
import { fakeClock } from '../../support/fake-clock.ts';
import { WIDE } from './directories.ts';

const put = (key: string, second: number | undefined) =>
  ({ event: { type: 'put', entry: { key, value: ['x'], revision: 1 }, previous: undefined }, second }) as const;

test('a key that is due is told of until its deletion is durable', () => {
  const clock = fakeClock();
  const due: number[] = [];
  const expiries = new DurableExpiries({ ...WIDE, clock, now: () => 0 }, () => due.push(clock.now()));
  expiries.committed(put('/a', expiries.secondOf(10)));
  clock.pass(9_000);
  expect(due).toEqual([]);
  clock.pass(12_000);
  expect(due).toEqual([10_000, 15_000, 20_000]);
  const previous = { key: '/a', value: ['x'], revision: 1 };
  expiries.committed({ event: { type: 'delete', key: '/a', revision: 2, previous }, second: undefined });
  clock.pass(60_000);
  expect(due).toHaveLength(3);
});

test('what is kept of a key is by the clock of the world, and goes when the key is put for good', () => {
  const clock = fakeClock();
  const now = Date.UTC(2020, 0, 1);
  const expiries = new DurableExpiries({ ...WIDE, clock, now: () => now }, () => {});
  const timed = put('/a', expiries.secondOf(10));
  expect([...expiries.kept([timed, put('/b', undefined)])]).toEqual([['/a', now / 1000 + 10]]);
  expiries.committed(timed);
  expect([...expiries.kept([put('/a', undefined)])]).toEqual([['/a', undefined]]);
  // Both in one flush.
  const again = put('/c', expiries.secondOf(10));
  expect([...expiries.kept([again, put('/c', undefined)])]).toEqual([['/c', undefined]]);
});
