#!/usr/bin/env node
// Asks a server for /livez every 10 ms, in a process of its own, so that nothing that its parent does delays it. The parent sends a
// message to begin anew; each message back is the longest wait since, in milliseconds.
import { Agent, get } from 'node:http';

const EVERY_MS = 10;
/** So many may wait for their answers; while they do there is no doubt that the server keeps others waiting. */
const MAX_WAITING = 64;

const url = `${process.argv[2]}/livez`;
const agent = new Agent({ keepAlive: true });
const waiting = new Map<number, number>();
let longest = 0;
let asked = 0;

function ask(): void {
  if (waiting.size >= MAX_WAITING) return;
  asked += 1;
  const id = asked;
  waiting.set(id, performance.now());
  const settle = (): void => {
    longest = Math.max(longest, performance.now() - (waiting.get(id) ?? 0));
    waiting.delete(id);
  };
  get(url, { agent }, (response) => response.resume().on('end', settle).on('error', settle)).on('error', settle);
}

setInterval(ask, EVERY_MS);
process.on('message', (message) => {
  const now = performance.now();
  if (message === 'begin') {
    longest = 0;
    // What they have waited for until now was before.
    for (const id of waiting.keys()) waiting.set(id, now);
  }
  // Those that still wait have waited so long.
  const soFar = Math.max(longest, ...[...waiting.values()].map((since) => now - since));
  process.send?.(soFar);
});
process.on('disconnect', () => process.exit(0));
