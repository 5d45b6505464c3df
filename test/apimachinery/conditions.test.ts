import { expect, test } from 'vitest';
import { withCondition } from '../../src/apimachinery/conditions.ts';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly lastTransitionTime: string | null;
}

const ready: Condition = { type: 'Ready', status: 'True', lastTransitionTime: 'before' };
const other: Condition = { type: 'Other', status: 'True', lastTransitionTime: 'before' };

function set(conditions: readonly Condition[] | undefined, status: string): Condition[] {
  const type = 'Ready';
  return withCondition(conditions, { type, status }, 'now', (lastTransitionTime) => ({
    type,
    status,
    lastTransitionTime,
  }));
}

test('a condition of a type that is not there comes last, with a transition now', () => {
  const added = { ...ready, lastTransitionTime: 'now' };
  expect(set([other], 'True')).toEqual([other, added]);
  expect(set(undefined, 'True')).toEqual([added]);
});

test('a condition of a type that is there takes its place, with a transition where its status changes', () => {
  expect(set([ready, other], 'False')).toEqual([{ ...ready, status: 'False', lastTransitionTime: 'now' }, other]);
  expect(set([ready, other], 'True')).toEqual([ready, other]);
});

test('the conditions that there were are left as they are', () => {
  const before = [ready, other];
  set(before, 'False');
  expect(before).toEqual([ready, other]);
});
