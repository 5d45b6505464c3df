import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { NAMESPACE, podBody, podNames, podPath, statusBody } from './pods.ts';
import { load, type Measured, send, startProgram, urlOf } from './processes.ts';

const BARE = fileURLToPath(new URL('bare-server.ts', import.meta.url));
const PODLEDGER = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const FLAGS = ['--port', '0', '--log-level', 'info'];

/** How long and how often to measure. */
export interface Plan {
  /** Of each load, in seconds. */
  readonly seconds: number;
  readonly rounds: number;
  /** Of the load before memory is read the second time, in seconds. */
  readonly memorySeconds: number;
}

/** One line of the result. */
export interface Row {
  readonly measure: string;
  readonly bare?: number;
  readonly podledger: number;
  readonly unit: string;
  /** Podledger's rate over the bare server's. */
  readonly ratio?: number;
  /** The same from the processor time of a request: what the ratio is where the generator is too slow for a server. */
  readonly ratioOfProcessorTime?: number;
  /** The time in which Podledger answered 99 of 100 requests, in milliseconds. */
  readonly p99?: number;
  /** How busy the main threads were, of 1: bare, Podledger, and the load generator when it drove the bare server. */
  readonly busy?: readonly [number, number, number];
  readonly target: number;
  /** Whether the target is to be reached or not to be exceeded. */
  readonly wanted: 'at least' | 'at most';
}

/** PUT of a pod's status and GET of a pod, in rounds that alternate between the bare server and Podledger. */
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
    return [
      await measureRate('PUT status', 'put', [bare, podledger], pods, plan, 0.6),
      await measureRate('GET', 'get', [bare, podledger], pods, plan, 0.7),
    ];
  } finally {
    await Promise.all([podledger.stop(), bare.stop()]);
  }
}

async function measureRate(
  measure: string,
  verb: 'put' | 'get',
  servers: readonly [Measured, Measured],
  pods: number,
  { seconds, rounds }: Plan,
  target: number,
): Promise<Row> {
  // Not counted: compilers take tens of thousands of requests to be done with either.
  for (const { url } of servers) await load(url, verb, pods, 2 * seconds);
  const samples = new Map(servers.map(({ name }) => [name, [] as Sample[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const server of round % 2 === 0 ? servers : servers.toReversed()) {
      const before = server.processorTime();
      const { requests, seconds: took, failed, p99, busy: generator } = await load(server.url, verb, pods, seconds);
      if (failed > 0) throw new Error(`${server.name}: ${failed} of ${requests} requests failed in ${measure}`);
      const used = server.processorTime() - before;
      samples
        .get(server.name)
        ?.push({ rate: requests / took, perRequest: used / requests, busy: used / 1000 / took, p99, generator });
    }
  }
  const of = (key: keyof Sample) => servers.map(({ name }) => median((samples.get(name) ?? []).map((one) => one[key])));
  const [bare = NaN, podledger = NaN] = of('rate');
  const [bareTime = NaN, podledgerTime = NaN] = of('perRequest');
  const [bareBusy = NaN, podledgerBusy = NaN] = of('busy');
  const [generator = NaN] = of('generator');
  const [, p99 = NaN] = of('p99');
  return {
    measure: `${measure}, 64 connections`,
    bare,
    podledger,
    unit: '/s',
    ratio: podledger / bare,
    ratioOfProcessorTime: bareTime / podledgerTime,
    p99,
    busy: [bareBusy, podledgerBusy, generator],
    target,
    wanted: 'at least',
  };
}

interface Sample {
  readonly rate: number;
  /** Milliseconds of the main thread. */
  readonly perRequest: number;
  readonly busy: number;
  /** Milliseconds. */
  readonly p99: number;
  /** How busy the load generator was. */
  readonly generator: number;
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
      const child = spawn(process.execPath, [PODLEDGER, ...FLAGS], {
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

async function createPods(url: string, count: number, filler: number): Promise<void> {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
  await send('POST', `${url}/api/v1/namespaces`, JSON.stringify(namespace));
  await inParallel(podNames(count), (name) => send('POST', url + podPath(), podBody(name, filler)));
}

async function inParallel(names: readonly string[], work: (name: string) => Promise<unknown>): Promise<void> {
  const queue = names.values();
  const worker = async (): Promise<void> => {
    for (const name of queue) await work(name);
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
