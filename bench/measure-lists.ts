import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median, type Plan, type Row } from './compare-rates.ts';
import { createPods } from './create-pods.ts';
import { podBody, podPath } from './pods.ts';
import { BARE, FLAGS, load, type Measured, nodeFlagsOf, PODLEDGER, send, startProgram } from './processes.ts';
import { type ListReading, readList } from './read-list.ts';

const PODS = 10_000;
// What makes a pod 4 KB.
const FILLER = 800;
const STALL_MS = 1_500;

/** A list of 10,000 pods of 4 KB, beside the same bytes copied through a socket; and a list of the one pod of a node, beside a GET. */
export async function measureLists(plan: Plan): Promise<Row[]> {
  const podledger = await startProgram('podledger', PODLEDGER, ...FLAGS);
  const bare = await startProgram('bare', BARE);
  try {
    await createPods(podledger.url, PODS, FILLER);
    await send('POST', podledger.url + podPath(), podBody('alone', FILLER, 'node-alone'));
    await send('POST', `${bare.url}/list`, await send('GET', podledger.url + podPath()));
    return [...(await measureLongList(bare, podledger, plan)), await measureIndexedList(podledger, plan)];
  } finally {
    await Promise.all([podledger.stop(), bare.stop()]);
  }
}

/** The greatest delay of the server's event loop while a list and a deletion of 10,000 pods run; the server is in a process with what measures it. */
export async function measureEventLoop({ rounds }: Plan): Promise<Row[]> {
  const program = fileURLToPath(new URL('event-loop-delay.ts', import.meta.url));
  const delays: Readonly<Record<string, number[]>> = { list: [], deletecollection: [] };
  for (let round = 0; round < rounds; round += 1) {
    const options = [...nodeFlagsOf(PODLEDGER), program, String(PODS), String(FILLER)];
    const { stdout } = await promisify(execFile)(process.execPath, options);
    for (const [name, delay] of Object.entries<number>(JSON.parse(stdout))) delays[name]?.push(delay);
  }
  return Object.entries(delays).map(([name, found]) => ({
    measure: `event-loop delay during a ${name} of 10,000 pods`,
    podledger: median(found),
    unit: 'ms',
    target: 10,
    wanted: 'at most',
  }));
}

async function measureLongList(bare: Measured, podledger: Measured, { rounds }: Plan): Promise<Row[]> {
  const path = podPath();
  const copies: ListReading[] = [];
  const lists: ListReading[] = [];
  const before = podledger.memory();
  podledger.forgetPeak();
  // Their rates are not counted, as elsewhere.
  for (let round = 0; round < 3; round += 1) {
    await readList(bare.url, '/list');
    await readList(podledger.url, path);
  }
  for (let round = 0; round < rounds * 2; round += 1) {
    copies.push(await readList(bare.url, '/list'));
    lists.push(await readList(podledger.url, path));
  }
  const streaming = podledger.peakMemory() - before;
  podledger.forgetPeak();
  let stalling = 0;
  await readList(podledger.url, path, {
    stall: STALL_MS,
    afterStall: () => {
      stalling = podledger.peakMemory() - before;
    },
  });
  const rate = (readings: readonly ListReading[]): number =>
    median(readings.map(({ bytes, total }) => bytes / 1000 / total));
  const firstByte = (readings: readonly ListReading[]): number => median(readings.map((reading) => reading.firstByte));
  const megabytes = ((lists[0]?.bytes ?? 0) / 1e6).toFixed(0);
  const copying = median(copies.map(({ total }) => total));
  return [
    {
      measure: `LIST of 10,000 pods, ${megabytes} MB`,
      bare: rate(copies),
      podledger: rate(lists),
      unit: 'MB/s',
      ratio: rate(lists) / rate(copies),
      target: 0.5,
      wanted: 'at least',
    },
    {
      measure: 'its first byte, of the time of the copy',
      bare: copying,
      podledger: firstByte(lists),
      unit: 'ms',
      ratio: firstByte(lists) / copying,
      target: 0.25,
      wanted: 'at most',
    },
    { measure: 'extra memory while it runs', podledger: streaming, unit: 'MiB', target: 20, wanted: 'at most' },
    { measure: 'the same, of a reader that stalls', podledger: stalling, unit: 'MiB', target: 20, wanted: 'at most' },
  ];
}

/** A list of the one pod of a node beside a GET of that pod, both of the same server. */
async function measureIndexedList({ url }: Measured, { seconds, rounds }: Plan): Promise<Row> {
  const paths = { get: podPath('alone'), list: `${podPath()}?fieldSelector=spec.nodeName%3Dnode-alone` };
  const rates: Readonly<Record<keyof typeof paths, number[]>> = { get: [], list: [] };
  // The first round is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    for (const verb of ['get', 'list'] as const) {
      const { requests, seconds: took, failed } = await load(url, 'read', 0, seconds, { path: paths[verb] });
      if (failed > 0) throw new Error(`${failed} of ${requests} requests failed in ${paths[verb]}`);
      if (round > 0) rates[verb].push(requests / took);
    }
  }
  return {
    measure: 'list by nodeName among 10,000 pods',
    podledger: median(rates.get) / median(rates.list),
    unit: 'GETs',
    target: 2,
    wanted: 'at most',
  };
}
