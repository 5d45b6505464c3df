import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test, vi } from 'vitest';
import type { StatusError } from '../../../src/apimachinery/status-error.ts';
import type { Deadline } from '../../../src/endpoints/connection/deadlines.ts';
import { readBody } from '../../../src/endpoints/connection/read-body.ts';
import { BodyBudget } from '../../../src/endpoints/filters/body-budget.ts';

const TOO_LARGE = Buffer.alloc(3 * 1024 * 1024 + 1, '0');

function reading(headers: Record<string, string> = {}, budget = new BodyBudget(0)) {
  const message = new IncomingMessage(new Socket());
  Object.assign(message.headers, headers);
  const deadline: Deadline = { signal: new AbortController().signal, callbacks: new Set() };
  const done = vi.fn<(error: StatusError | null, bytes?: Buffer) => void>();
  readBody(message, deadline, budget.of(message), done);
  return {
    message,
    done,
    callbacks: deadline.callbacks,
    codes: () => done.mock.calls.map(([error]) => error?.status.code),
  };
}

const closed = (message: IncomingMessage): Promise<void> => new Promise((resolve) => message.once('close', resolve));

test('a body in pieces is read whole', async () => {
  const { message, done, callbacks } = reading();
  const [a, b] = [Buffer.from('"é"').subarray(0, 2), Buffer.from('"é"').subarray(2)];
  message.push(a);
  message.push(b);
  message.push(null);
  await closed(message);
  expect(done).toHaveBeenCalledExactlyOnceWith(null, Buffer.from('"é"'));
  expect(callbacks.size).toBe(0);
});

test('a body that is too large is answered once, and what follows is dropped', async () => {
  for (const { message, codes, callbacks } of [reading(), reading({ 'content-length': String(TOO_LARGE.length) })]) {
    message.push(TOO_LARGE);
    message.push(TOO_LARGE);
    message.push(null);
    await closed(message);
    expect(codes()).toEqual([413]);
    expect(callbacks.size).toBe(0);
  }
});

test('a body that is too large and does not end is cut off at the deadline', async () => {
  const { message, codes, callbacks } = reading({ 'content-length': String(TOO_LARGE.length) });
  expect(codes()).toEqual([413]);
  for (const callback of callbacks) callback();
  await closed(message);
  expect(message.destroyed).toBe(true);
  expect(codes()).toEqual([413]);
  expect(callbacks.size).toBe(0);
});

test('a body that does not arrive in time is answered 504, once', async () => {
  const { message, codes, callbacks } = reading();
  message.push('{');
  for (const callback of callbacks) callback();
  message.push(null);
  await closed(message);
  expect(codes()).toEqual([504]);
  expect(callbacks.size).toBe(0);
});

test.each([undefined, new Error('aborted')])(
  'a client that leaves in the middle is answered 400, once: %s',
  async (error) => {
    const { message, codes, callbacks } = reading();
    message.push('{');
    message.destroy(error);
    await closed(message);
    expect(codes()).toEqual([400]);
    expect(callbacks.size).toBe(0);
  },
);

test('a request that can have no body has an empty one', async () => {
  const message = new IncomingMessage(new Socket());
  message.push(null);
  message.resume();
  await closed(message);
  const done = vi.fn();
  const callbacks = new Set<() => void>();
  readBody(message, { signal: new AbortController().signal, callbacks }, new BodyBudget(0).of(message), done);
  expect(done).toHaveBeenCalledExactlyOnceWith(null, Buffer.alloc(0));
  expect(callbacks.size).toBe(0);
});
