import { setTimeout as wait } from 'node:timers/promises';
import { median, type Plan, type Row } from './compare-rates.ts';
import { createPods, inParallel } from './create-pods.ts';
import { podNames, podPath, statusBody } from './pods.ts';
import { BARE, FLAGS, load, type Measured, PODLEDGER, send, startProgram } from './processes.ts';
import { startWatchProcess, type WatchProcess } from './watch-process.ts';

const HEADERS = '\r\n\r\n';
const WATCH = `${podPath()}?watch=1&resourceVersion=0&sendInitialEvents=false&resourceVersionMatch=NotOlderThan`;

/** Runs something with Podledger and the bare server, which hold the same pods. */
async function withServers<T>(pods: number, filler: number, run: (bare: Measured, podledger: Measured) => Promise<T>) {
  const podledger = await startProgram('podledger', PODLEDGER, ...FLAGS);
  const bare = await startProgram('bare', BARE);
  try {
    await createPods(podledger.url, pods, filler);
    await inParallel(podNames(pods), async (name) => {
      const pod = await send('PUT', podledger.url + podPath(name, 'status'), statusBody(name, 0));
      await send('POST', bare.url + podPath(name), pod);
    });
    return await run(bare, podledger);
  } finally {
    await Promise.all([podledger.stop(), bare.stop()]);
  }
}

/** The time from a PUT of a status to its event, with one watch: beside a server that writes each event to a held response. */
export function measureWatchLatency({ rounds }: Plan): Promise<Row[]> {
  return withServers(64, 0, async (bare, podledger) => {
    const p50 = new Map([bare, podledger].map((server) => [server, [] as number[]]));
    const p99: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const server of round % 2 === 0 ? [bare, podledger] : [podledger, bare]) {
        const clients = startWatchProcess(server.url);
        await clients.open([WATCH], HEADERS);
        const puts = Array.from({ length: 4000 }, (_, turn) => {
          const name = `p${turn % 64}`;
          return { path: podPath(name, 'status'), body: statusBody(name, round * 4000 + turn + 1) };
        });
        const found = await clients.latencies(puts);
        p50.get(server)?.push(found.p50);
        if (server === podledger) p99.push(found.p99);
        await clients.stop();
      }
    }
    const [bareMs = NaN, ms = NaN] = [bare, podledger].map((server) => median(p50.get(server) ?? []));
    return [
      {
        measure: 'PUT to event, one watch, p50',
        bare: bareMs,
        podledger: ms,
        unit: 'ms',
        ratio: ms / bareMs,
        p99: Number(median(p99).toFixed(2)),
        target: 2,
        wanted: 'at most',
      },
    ];
  });
}

/** Events delivered to 100 watches of everything, while 64 connections write. */
export function measureFanOut({ seconds, rounds }: Plan): Promise<Row[]> {
  return withServers(1000, 0, async (bare, podledger) => {
    const rates = new Map([bare, podledger].map((server) => [server, [] as number[]]));
    const writes: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const server of round % 2 === 0 ? [bare, podledger] : [podledger, bare]) {
        const clients = startWatchProcess(server.url);
        await clients.open(
          Array.from({ length: 100 }, () => WATCH),
          HEADERS,
        );
        const { requests, seconds: took, failed } = await load(server.url, 'put', 1000, seconds);
        const ended = performance.now();
        const { events, at } = await allDelivered(clients);
        if (failed > 0) throw new Error(`${failed} of ${requests} requests failed beside the watches`);
        rates.get(server)?.push(events / (took + (at - ended) / 1000));
        if (server === podledger) writes.push(requests / took);
        await clients.stop();
        // What is left over from the streams that were cut is over.
        await wait(200);
      }
    }
    const [bareRate = NaN, rate = NaN] = [bare, podledger].map((server) => median(rates.get(server) ?? []));
    return [
      {
        measure: 'events to 100 watches of everything',
        bare: bareRate,
        podledger: rate,
        unit: '/s',
        ratio: rate / bareRate,
        target: 1.5,
        wanted: 'at least',
      },
      {
        measure: 'PUT status beside them',
        podledger: median(writes),
        unit: '/s',
        target: 500,
        wanted: 'at least',
      },
    ];
  });
}

/** Waits until no more events come: how many there were, and when the last ones came. */
async function allDelivered(clients: WatchProcess): Promise<{ readonly events: number; readonly at: number }> {
  let events = await clients.count();
  let at = performance.now();
  for (let quiet = 0; quiet < 3; quiet += 1) {
    await wait(100);
    const now = await clients.count();
    if (now === events) continue;
    quiet = 0;
    events = now;
    at = performance.now();
  }
  return { events, at };
}

/** PUT of a status where each of 1,000 nodes watches its pods, beside the same without watches. */
export async function measureNodeWatches({ seconds, rounds }: Plan): Promise<Row[]> {
  const podledger = await startProgram('podledger', PODLEDGER, ...FLAGS);
  try {
    await createPods(podledger.url, 1000, 0, (name) => `node-${name}`);
    const samples: Readonly<Record<'none' | 'watched', { rate: number; perRequest: number }[]>> = {
      none: [],
      watched: [],
    };
    await load(podledger.url, 'put', 1000, 2 * seconds);
    for (let round = 0; round < 2 * rounds; round += 1) {
      const key = round % 4 === 0 || round % 4 === 3 ? 'none' : 'watched';
      const clients = key === 'none' ? undefined : startWatchProcess(podledger.url);
      const paths = podNames(1000).map((name) => `${WATCH}&fieldSelector=spec.nodeName%3Dnode-${name}`);
      await clients?.open(paths, HEADERS);
      const before = podledger.processorTime();
      const { requests, seconds: took, failed } = await load(podledger.url, 'put', 1000, seconds);
      if (failed > 0) throw new Error(`${failed} of ${requests} requests failed beside the watches`);
      samples[key].push({ rate: requests / took, perRequest: (podledger.processorTime() - before) / requests });
      await clients?.stop();
      await wait(200);
    }
    const [none, watched] = [samples.none, samples.watched].map((of) => ({
      rate: median(of.map(({ rate }) => rate)),
      perRequest: median(of.map(({ perRequest }) => perRequest)),
    })) as [{ rate: number; perRequest: number }, { rate: number; perRequest: number }];
    return [
      {
        measure: 'PUT status with 1,000 watches of nodes (beside none)',
        bare: none.rate,
        podledger: watched.rate,
        unit: '/s',
        ratio: watched.rate / none.rate,
        ratioOfProcessorTime: none.perRequest / watched.perRequest,
        target: 0.9,
        wanted: 'at least',
      },
    ];
  } finally {
    await podledger.stop();
  }
}

/** Resident memory with 10,000 watches to which nothing happens. */
export async function measureIdleWatches(): Promise<Row[]> {
  const podledger = await startProgram('podledger', PODLEDGER, ...FLAGS);
  const clients = startWatchProcess(podledger.url);
  try {
    await createPods(podledger.url, 0, 0);
    await clients.open(
      Array.from({ length: 10_000 }, () => WATCH),
      HEADERS,
    );
    await wait(2000);
    return [
      {
        measure: 'memory with 10,000 idle watches',
        podledger: podledger.memory(),
        unit: 'MiB',
        target: 300,
        wanted: 'at most',
      },
    ];
  } finally {
    await clients.stop();
    await podledger.stop();
  }
}

/** Opening 1,000 watches that begin with what there is on a node, over 10,000 pods, beside 1,000 GETs of the same bytes. */
export async function measureWatchLists({ rounds }: Plan): Promise<Row[]> {
  const podledger = await startProgram('podledger', PODLEDGER, ...FLAGS);
  const bare = await startProgram('bare', BARE);
  try {
    await createPods(podledger.url, 10_000, 0, (name) => `node-${name.slice(-3)}`);
    const query = (node: number): string => `fieldSelector=spec.nodeName%3Dnode-${String(100 + (node % 900))}`;
    const watch = (node: number): string =>
      `${podPath()}?watch=1&allowWatchBookmarks=1&sendInitialEvents=1&resourceVersionMatch=NotOlderThan&${query(node)}`;
    const bytes = await send('GET', `${podledger.url}${podPath()}?${query(0)}`);
    // Marked, so that the clients know the end of an answer as they know that of the initial events.
    await send('POST', `${bare.url}/list`, `${bytes}initial-events-end`);
    const nodes = Array.from({ length: 1000 }, (_, node) => node);
    const times: { bare: number[]; podledger: number[] } = { bare: [], podledger: [] };
    for (let round = 0; round < rounds + 1; round += 1) {
      for (const name of round % 2 === 0 ? (['bare', 'podledger'] as const) : (['podledger', 'bare'] as const)) {
        const clients = startWatchProcess(name === 'bare' ? bare.url : podledger.url);
        const paths = nodes.map((node) => (name === 'bare' ? '/list' : watch(node)));
        const seconds = await clients.open(paths, 'initial-events-end');
        // The first round warms up.
        if (round > 0) times[name].push(seconds * 1000);
        await clients.stop();
        await wait(200);
      }
    }
    const [bareMs, ms] = [median(times.bare), median(times.podledger)];
    return [
      {
        measure: 'opening 1,000 watches with the pods of a node (beside GETs)',
        bare: bareMs,
        podledger: ms,
        unit: 'ms',
        ratio: ms / bareMs,
        target: 3,
        wanted: 'at most',
      },
    ];
  } finally {
    await Promise.all([podledger.stop(), bare.stop()]);
  }
}

/** All of the above. */
export async function measureWatches(plan: Plan): Promise<Row[]> {
  const rows: Row[] = [];
  for (const measure of [
    measureWatchLatency,
    measureFanOut,
    measureNodeWatches,
    measureIdleWatches,
    measureWatchLists,
  ]) {
    rows.push(...(await measure(plan)));
  }
  return rows;
}
