#!/usr/bin/env node
// The long form of the check of watches: a server as a process of its own, for a minute or as long as told (seconds), at full rate.
// Prints what was done and what memory the server took; exits 1 where an event is lost, comes twice or late, or memory grows.
import { readFileSync } from 'node:fs';
import { startServerProcess } from '../conformance/server-process.ts';
import { soak } from './watch-soak.ts';

const seconds = Number(process.argv[2] ?? 60);
const SAMPLE_MS = 500;
// The first third warms up: the history fills, code is compiled. Then the middle of each third is compared.
const MAX_GROWTH = 1.15;

// So few writes are kept that those who stay away have to list again, and that memory is level soon.
const server = await startServerProcess(['--watch-history-events', '300']);
const samples: number[] = [];
const sampling = setInterval(() => samples.push(residentMegabytes(server.pid)), SAMPLE_MS);
try {
  const seed = Date.now() % 1_000_000;
  console.log(`seed ${seed}, ${seconds} s`);
  const report = await soak({
    url: server.url,
    writers: 16,
    watchers: 60,
    pods: 500,
    writes: Number.POSITIVE_INFINITY,
    milliseconds: seconds * 1000,
    seed,
  });
  const [, middle = 0, last = 0] = [0, 1, 2].map((third) => medianOfThird(third));
  console.log(report);
  console.log(`memory: ${middle.toFixed(0)} MiB in the second third, ${last.toFixed(0)} MiB in the last`);
  if (last > middle * MAX_GROWTH) throw new Error('memory grows');
} finally {
  clearInterval(sampling);
  await server.stop();
}

/** What a process holds in memory, in MiB. */
function residentMegabytes(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

function medianOfThird(third: number): number {
  const length = Math.floor(samples.length / 3);
  return samples.slice(third * length, (third + 1) * length).toSorted((a, b) => a - b)[length >> 1] ?? 0;
}
