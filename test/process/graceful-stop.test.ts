import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stopGracefully } from '../../src/process/graceful-stop.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function hangingServer() {
  const stopped = Promise.withResolvers<void>();
  return { stopped, stop: () => stopped.promise, kill: vi.fn(() => stopped.resolve()) };
}

test('requests that end in time are not cut', async () => {
  const server = hangingServer();
  const result = stopGracefully(server, 1000);
  await vi.advanceTimersByTimeAsync(999);
  server.stopped.resolve();
  expect(await result).toBe(true);
  expect(server.kill).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

test('requests that outlast the grace are cut', async () => {
  const server = hangingServer();
  const result = stopGracefully(server, 1000);
  await vi.advanceTimersByTimeAsync(1000);
  expect(await result).toBe(false);
  expect(server.kill).toHaveBeenCalledOnce();
});

test('a stop that fails says so, and leaves no timer', async () => {
  const server = hangingServer();
  server.stopped.reject(new Error('the store does not close'));
  await expect(stopGracefully(server, 1000)).rejects.toThrow('the store does not close');
  expect(vi.getTimerCount()).toBe(0);
});
