import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { compareRates, median, type Plan, type Row } from './compare-rates.ts';
import { createPods, inParallel } from './create-pods.ts';
import { podNames, podPath, statusBody } from './pods.ts';
import {
  BARE,
  FLAGS,
  type Load,
  load,
  type Measured,
  nodeFlagsOf,
  PODLEDGER,
  send,
  startProgram,
  urlOf,
  type Verb,
} from './processes.ts';

/** PUT, PATCH and apply of a pod's status and GET of a pod, in rounds that alternate between the bare server and Podledger. */
export async function measureRates(plan: Plan): Promise<Row[]> {
  const pods = 1000;
  const podledger = await startProgram('podledger', PODLEDGER, ...FLAGS);
  const bare = await startProgram('bare', BARE);
  try {
    await createPods(podledger.url, pods, 0);
    // The bare server gets the very pods that Podledger answers, as they are after a first status.
    await inParallel(podNames(pods), async (name) => {
      const pod = await send('PUT', podledger.url + podPath(name, 'status'), statusBody(name, 0));
      await send('POST', bare.url + podPath(name), pod);
    });
    const loadOf =
      (verb: Verb) =>
      ({ url }: Measured, seconds: number) =>
        load(url, verb, pods, seconds);
    return [
      await compareRates('PUT status, 64 connections', [bare, podledger], loadOf('put'), plan, 0.6),
      await compareRates('strategic PATCH of status', [bare, podledger], loadOf('patch'), plan, 0.5),
      await compareRates('server-side apply of status', [bare, podledger], loadOf('apply'), plan, 0.35),
      await compareRates('GET, 64 connections', [bare, podledger], loadOf('get'), plan, 0.7),
    ];
  } finally {
    await Promise.all([podledger.stop(), bare.stop()]);
  }
}

/** POST of pods that are not there yet. */
export async function measureCreate(plan: Plan): Promise<Row[]> {
  // A whole number for each connection.
  const pods = 64 * 300;
  const podledger = await startProgram('podledger', PODLEDGER, ...FLAGS);
  const bare = await startProgram('bare', BARE);
  try {
    await createPods(podledger.url, 0, 0);
    const create = ({ url }: Measured): Promise<Load> => load(url, 'create', pods, 0);
    const clear = ({ url }: Measured) => send('DELETE', `${url}${podPath()}?gracePeriodSeconds=0`);
    return [await compareRates('create, 64 connections', [bare, podledger], create, plan, 0.25, clear)];
  } finally {
    await Promise.all([podledger.stop(), bare.stop()]);
  }
}

/** Resident memory with 10,000 pods of 4 KB, and after writing their statuses for a while. */
export async function measureMemory({ memorySeconds }: Plan): Promise<Row[]> {
  const pods = 10_000;
  const podledger = await startProgram('podledger', PODLEDGER, ...FLAGS);
  try {
    await createPods(podledger.url, pods, 1_000);
    await inParallel(podNames(pods), (name) =>
      send('PUT', podledger.url + podPath(name, 'status'), statusBody(name, 0)),
    );
    const size = (await send('GET', podledger.url + podPath('p4321'))).length;
    const loaded = podledger.memory();
    const { failed, requests } = await load(podledger.url, 'put', pods, memorySeconds);
    if (failed > 0) throw new Error(`${failed} of ${requests} requests failed while memory was measured`);
    const row = { unit: 'MiB', wanted: 'at most' } as const;
    return [
      { measure: `resident, 10,000 pods of ${size} bytes`, podledger: loaded, target: 200, ...row },
      {
        measure: `resident, after ${memorySeconds} s of PUT status`,
        podledger: podledger.memory(),
        target: 300,
        ...row,
      },
    ];
  } finally {
    await podledger.stop();
  }
}

/** From the start of the built program's process to its first answer, with compiled code kept from start to start. */
export async function measureProcessStart({ rounds }: Plan): Promise<Row[]> {
  const cache = await mkdtemp(join(tmpdir(), 'podledger-bench-'));
  const times: number[] = [];
  try {
    for (let round = 0; round <= rounds * 3; round += 1) {
      const began = performance.now();
      const child = spawn(process.execPath, [...nodeFlagsOf(PODLEDGER), PODLEDGER, ...FLAGS], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, NODE_COMPILE_CACHE: cache },
      });
      await send('GET', `${await urlOf(child)}${podPath()}`);
      times.push(performance.now() - began);
      // A stop that is asked for keeps the compiled code; a kill would lose it.
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
    }
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
  const [first = NaN, ...later] = times;
  const row = { unit: 'ms', target: 250, wanted: 'at most' } as const;
  return [
    { measure: 'process start to first answer', podledger: median(later), ...row },
    { measure: 'the same, first start of an installation', podledger: first, ...row },
  ];
}

/** From `startServer()` to the first answer, the first time in a process and later. */
export async function measureStartServer({ rounds }: Plan): Promise<Row[]> {
  const program = fileURLToPath(new URL('in-process.ts', import.meta.url));
  const firsts: number[] = [];
  const laters: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { stdout } = await promisify(execFile)(process.execPath, [program]);
    const [first, ...later]: number[] = JSON.parse(stdout);
    if (first !== undefined) firsts.push(first);
    laters.push(...later);
  }
  const row = { unit: 'ms', wanted: 'at most' } as const;
  return [
    { measure: 'startServer() to first answer, first in a process', podledger: median(firsts), target: 120, ...row },
    { measure: 'startServer() to first answer, later', podledger: median(laters), target: 20, ...row },
  ];
}
