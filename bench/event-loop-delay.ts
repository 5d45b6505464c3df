#!/usr/bin/env node
// event-loop-delay.ts PODS FILLER: a process with a server in it. Another process creates pods there, lists them and deletes them
// all; this one tells how late its own event loop was at most while that was so, in milliseconds, as
// {"list":N,"deletecollection":N}.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const { startServer }: typeof import('../src/index.ts') = await import(
  new URL('../dist/index.js', import.meta.url).href
);
const [, , pods = '', filler = ''] = process.argv;
const RESOLUTION_MS = 1;
const NANOSECONDS = 1e6;

const server = await startServer({ port: 0 });
const client = spawn(
  process.execPath,
  [fileURLToPath(new URL('event-loop-load.ts', import.meta.url)), server.url, pods, filler],
  { stdio: ['pipe', 'pipe', 'inherit'] },
);
const told: Record<string, number> = {};
let histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
// The client names what it is about to do, waits for an answer, and names it again when it is done.
let current: string | undefined;
for await (const line of createInterface({ input: client.stdout })) {
  if (current === undefined) {
    current = line;
    histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    histogram.enable();
  } else {
    histogram.disable();
    told[line] = Math.max(told[line] ?? 0, histogram.max / NANOSECONDS - RESOLUTION_MS);
    current = undefined;
  }
  client.stdin.write('\n');
}
await once(client, 'exit').catch(() => {});
console.log(JSON.stringify(told));
await server.close();
