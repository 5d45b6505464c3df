import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { deadlines } from '../../../src/endpoints/connection/deadlines.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a deadline passes when the time is up, at most a second late', () => {
  const { current } = deadlines(60_000);
  const { signal, callbacks } = current();
  const expire = vi.fn();
  callbacks.add(expire);
  vi.advanceTimersByTime(59_999);
  expect(signal.aborted).toBe(false);
  vi.advanceTimersByTime(1_001);
  expect(signal.aborted).toBe(true);
  expect(expire).toHaveBeenCalledOnce();
});

test('requests of the same second share a deadline, and never have less time than they are due', () => {
  const { current } = deadlines(60_000);
  const first = current();
  vi.advanceTimersByTime(999);
  const last = current();
  expect(last).toBe(first);
  vi.advanceTimersByTime(1);
  expect(current()).not.toBe(first);
  vi.advanceTimersByTime(59_998);
  expect(last.signal.aborted).toBe(false);
});

test('a callback that was taken back is not called, and one may take itself back', () => {
  const { current } = deadlines(10);
  const { callbacks } = current();
  const gone = vi.fn();
  const once = vi.fn(() => callbacks.delete(once));
  const last = vi.fn();
  for (const callback of [gone, once, last]) callbacks.add(callback);
  callbacks.delete(gone);
  vi.advanceTimersByTime(20);
  expect(gone).not.toHaveBeenCalled();
  expect(once).toHaveBeenCalledOnce();
  expect(last).toHaveBeenCalledOnce();
});

test('keeps one timer a second, and none once it has stopped', () => {
  const { current, stop } = deadlines(60_000);
  for (let i = 0; i < 5_000; i += 1) {
    current();
    vi.advanceTimersByTime(1);
  }
  expect(vi.getTimerCount()).toBeLessThanOrEqual(6);
  const { signal } = current();
  stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(120_000);
  expect(signal.aborted).toBe(false);
});
