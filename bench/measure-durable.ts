import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareRates, median, type Plan, type Row } from './compare-rates.ts';
import { createPods } from './create-pods.ts';
import { podPath } from './pods.ts';
import { FLAGS, load, type Measured, PODLEDGER, startProgram } from './processes.ts';
import { readList } from './read-list.ts';

const BARE_LMDB = fileURLToPath(new URL('bare-lmdb.ts', import.meta.url));
const MANY_PODS = 100_000;

/** The store on disk beside the one in memory, and beside what LMDB alone takes. */
export async function measureDurable(plan: Plan): Promise<Row[]> {
  const directory = await mkdtemp(join(tmpdir(), 'podledger-bench-'));
  try {
    return [
      ...(await measureWrites(plan, join(directory, 'writes'), join(directory, 'bare'))),
      ...(await measureManyPods(plan, join(directory, 'many'))),
    ];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** PUT of a pod's status, many at a time and one at a time. */
async function measureWrites(plan: Plan, directory: string, bareDirectory: string): Promise<Row[]> {
  const pods = 1000;
  const memory = await startProgram('memory', PODLEDGER, ...FLAGS);
  const durable = await startOn(directory);
  try {
    for (const { url } of [memory, durable]) await createPods(url, pods, 0);
    const put = ({ url }: Measured, seconds: number) => load(url, 'put', pods, seconds);
    const many = await compareRates('PUT status on lmdb / in memory, 64', [memory, durable], put, plan, 0.6);
    const bare: number[] = [];
    const own: number[] = [];
    for (let round = 0; round < plan.rounds; round += 1) {
      bare.push(await bareWrites(bareDirectory, plan.seconds));
      const { requests, seconds, failed } = await load(durable.url, 'put', pods, plan.seconds, { connections: 1 });
      if (failed > 0) throw new Error(`${failed} of ${requests} requests failed, one in flight`);
      own.push(requests / seconds);
    }
    return [many, ratioRow('PUT status on lmdb / bare lmdb put and flush, 1', own, bare, '/s', 0.7, 'at least')];
  } finally {
    await Promise.all([memory.stop(), durable.stop()]);
  }
}

async function bareWrites(directory: string, seconds: number): Promise<number> {
  const bare = await startProgram('bare lmdb', BARE_LMDB, 'put', directory, String(seconds));
  await bare.stop();
  return Number(bare.url);
}

/** Start, memory and first list with many pods. */
async function measureManyPods({ rounds }: Plan, directory: string): Promise<Row[]> {
  const memory = await startProgram('memory', PODLEDGER, ...FLAGS);
  const filled = await startOn(directory);
  try {
    await Promise.all([memory, filled].map(({ url }) => createPods(url, MANY_PODS, 1_000)));
  } finally {
    await filled.stop();
  }
  const bareStarts: number[] = [];
  const starts: number[] = [];
  const firstLists: number[] = [];
  const residents: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const bare = await timed(() => startProgram('bare lmdb', BARE_LMDB, 'read', directory));
      bareStarts.push(bare.took);
      await bare.result.stop();
      const { result: durable, took } = await timed(() => startOn(directory));
      starts.push(took);
      residents.push(durable.memory());
      firstLists.push((await timed(() => readList(durable.url, podPath()))).took);
      await durable.stop();
    }
    const inMemory = [memory.memory()];
    return [
      ratioRow(`start with ${MANY_PODS} pods / bare cursor`, starts, bareStarts, 'ms', 2, 'at most'),
      ratioRow(`resident with ${MANY_PODS} pods / in memory`, residents, inMemory, 'MiB', 1.3, 'at most'),
      {
        measure: `first list of ${MANY_PODS} pods`,
        podledger: median(firstLists),
        unit: 'ms',
        target: 5_000,
        wanted: 'at most',
      },
    ];
  } finally {
    await memory.stop();
  }
}

function startOn(directory: string): Promise<Measured> {
  return startProgram('durable', PODLEDGER, ...FLAGS, '--store', `lmdb:${directory}`);
}

/** Does something, and tells how long it took, in milliseconds. */
async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly took: number }> {
  const began = performance.now();
  const result = await work();
  return { result, took: performance.now() - began };
}

function ratioRow(
  measure: string,
  own: readonly number[],
  bare: readonly number[],
  unit: string,
  target: number,
  wanted: Row['wanted'],
): Row {
  const podledger = median(own);
  const yardstick = median(bare);
  return { measure, bare: yardstick, podledger, unit, ratio: podledger / yardstick, target, wanted };
}
