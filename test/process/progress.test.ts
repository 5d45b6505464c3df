import { expect, test } from 'vitest';
import { type ProgressStream, showProgress } from '../../src/process/progress.ts';

/** A stream, what it was given, and a clock that is set by hand. */
function stream(isTTY: boolean): { stream: ProgressStream; written: string[]; clock: { now: number } } {
  const written: string[] = [];
  return { stream: { isTTY, write: (text) => written.push(text) }, written, clock: { now: 0 } };
}

test('work of a second or more is shown on a terminal, in one line that goes when it is over', () => {
  const { stream: terminal, written, clock } = stream(true);
  const { report, clear } = showProgress('saving', 'keys', terminal, () => clock.now);
  for (const now of [0, 999, 1000, 1100, 1200]) {
    clock.now = now;
    report(now * 10, 24_000);
  }
  report(13_000, undefined);
  clock.now = 1400;
  report(14_000, undefined);
  clear();
  clear();
  expect(written).toEqual([
    '\r\u001b[Ksaving: 10,000 of 24,000 keys (41 %)',
    '\r\u001b[Ksaving: 12,000 of 24,000 keys (50 %)',
    '\r\u001b[Ksaving: 14,000 keys',
    '\r\u001b[K',
  ]);
});

test('work that is over sooner, and any where there is no terminal, is not shown', () => {
  const short = stream(true);
  const shortWork = showProgress('saving', 'keys', short.stream, () => short.clock.now);
  short.clock.now = 999;
  shortWork.report(1, 2);
  shortWork.clear();
  expect(short.written).toEqual([]);
  const file = stream(false);
  const longWork = showProgress('saving', 'keys', file.stream, () => file.clock.now);
  file.clock.now = 5000;
  longWork.report(1, 2);
  longWork.clear();
  expect(file.written).toEqual([]);
});
