#!/usr/bin/env node
// The clients of watches, a process of their own that is told what to do by messages of its parent and answers each with one:
// {"open":[paths],"until":text} opens a stream on a connection of its own for each path, 32 at a time, and answers {"seconds":N}
// once each has received `until`; {"count":true} answers {"events":N} that have come so far on all streams;
// {"puts":[{path,body}]} sends each after the event of the one before has come on the stream, and answers {"p50":ms,"p99":ms}.
import { connect, type Socket } from 'node:net';
import type { WatchCommand } from './watch-process.ts';

const AT_ONCE = 32;
const EVENT = Buffer.from('{"type":"MODIFIED"');
const ANSWER = Buffer.from('HTTP/1.1 200');

const { hostname, port } = new URL(process.argv[2] ?? '');
let events = 0;
let onEvent = (): void => {};

process.on('message', (command: WatchCommand) => {
  void answerTo(command).then((answer) => process.send?.(answer));
});
// Ends with its parent.
process.on('disconnect', () => process.exit(0));

async function answerTo(command: WatchCommand): Promise<object> {
  if ('open' in command) return open(command.open, command.until);
  if ('puts' in command) return latencies(command.puts);
  return { events };
}

/** Opens streams, and counts what comes on them. */
async function open(paths: readonly string[], until: string): Promise<{ seconds: number }> {
  const started = performance.now();
  const rest = [...paths];
  const next = async (): Promise<void> => {
    for (let path = rest.pop(); path !== undefined; path = rest.pop()) await openOne(path, Buffer.from(until));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return { seconds: (performance.now() - started) / 1000 };
}

function openOne(path: string, until: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = dial(reject);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    let seen: Buffer | undefined = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      const before = events;
      events += occurrences(chunk, EVENT);
      if (events > before) onEvent();
      if (seen === undefined) return;
      seen = Buffer.concat([seen, chunk]);
      if (!seen.includes(until)) return;
      seen = undefined;
      resolve();
    });
  });
}

/** Writes one after the other, each when the event of the one before has come. */
async function latencies(
  puts: readonly { readonly path: string; readonly body: string }[],
): Promise<{ p50: number; p99: number }> {
  const socket = dial((error) => {
    throw error;
  });
  let answered = (): void => {};
  socket.on('data', (chunk: Buffer) => {
    if (occurrences(chunk, ANSWER) > 0) answered();
  });
  const times: number[] = [];
  for (const { path, body } of puts) {
    const done = Promise.all([
      new Promise<void>((resolve) => {
        onEvent = resolve;
      }),
      new Promise<void>((resolve) => {
        answered = resolve;
      }),
    ]);
    const sent = performance.now();
    const came = new Promise<void>((resolve) => {
      const settle = onEvent;
      onEvent = () => {
        times.push(performance.now() - sent);
        settle();
        resolve();
      };
    });
    socket.write(
      `PUT ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    await came;
    await done;
  }
  socket.destroy();
  // The first half warms up.
  const sorted = times.slice(times.length >> 1).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

function dial(fail: (error: Error) => void): Socket {
  return connect({ host: hostname, port: Number(port), noDelay: true }).on('error', fail);
}

function occurrences(chunk: Buffer, of: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(of); at >= 0; at = chunk.indexOf(of, at + of.length)) count += 1;
  return count;
}
