import type { Load, Measured } from './processes.ts';

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

/**
 * Loads two servers, the yardstick and Podledger, in rounds that alternate between them, and tells the medians of all
 * rounds. `prepare` is called before each load and is not measured. Rejects where a request fails.
 */
export async function compareRates(
  measure: string,
  servers: readonly [Measured, Measured],
  load: (server: Measured, seconds: number) => Promise<Load>,
  { seconds, rounds }: Plan,
  target: number,
  prepare: (server: Measured) => Promise<unknown> = async () => {},
): Promise<Row> {
  // Not counted: compilers take tens of thousands of requests to be done with either.
  for (const server of servers) {
    await prepare(server);
    await load(server, 2 * seconds);
  }
  const samples = new Map(servers.map(({ name }) => [name, [] as Sample[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const server of round % 2 === 0 ? servers : servers.toReversed()) {
      await prepare(server);
      const before = server.processorTime();
      const { requests, seconds: took, failed, p99, busy: generator } = await load(server, seconds);
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
    measure,
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

/** The value in the middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
