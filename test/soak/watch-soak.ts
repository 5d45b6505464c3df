import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { randomFrom } from '../support/random.ts';
import {
  type CheckedEvent,
  type CheckedPod,
  type CheckedSelection,
  expectedChanges,
  type LoggedWrite,
  revisionOf,
  WatchFault,
} from './stream-check.ts';
import { WatchClient, type WatcherBehaviour } from './watch-client.ts';

/** What is run. */
export interface SoakOptions {
  readonly url: string;
  readonly writers: number;
  readonly watchers: number;
  readonly pods: number;
  /** When the writers stop, whichever is first: after so many writes, or so many milliseconds. */
  readonly writes: number;
  readonly milliseconds: number;
  readonly seed: number;
  /** How one watcher is lied to, so that the checker can show that it notices. */
  readonly mutation?: 'drop' | 'double' | 'reorder';
}

/** What was done. */
export interface SoakReport {
  readonly writes: number;
  readonly events: number;
  readonly streams: number;
  readonly lists: number;
}

const PODS = '/api/v1/namespaces/default/pods';
const PHASES = ['Pending', 'Running', 'Succeeded', 'Failed'];
const TIERS = ['a', 'b', 'c'];
const NODES = ['n1', 'n2', 'n3'];
const SETTLE_MS = 30_000;

/**
 * Writes pods at random while watchers of every sort follow, and holds each against the others: in the end, what a watcher was told
 * is what a watch of everything saw, filtered by its selection, and what it knows is what a list answers. Rejects with the first
 * WatchFault.
 */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const random = randomFrom(options.seed);
  const log: LoggedWrite[] = [];
  const clients = Array.from(
    { length: options.watchers },
    (_, index) => new WatchClient(options.url, behaviourOf(index, options, random), random),
  );
  const recorder = new WatchClient(options.url, { ...PLAIN, tamper: recorded(log) }, random);
  const running = [recorder, ...clients].map((client) => client.run());
  const failed = Promise.all(running).then(() => {});
  // Looked at where it is raced with.
  failed.catch(() => {});
  const until = performance.now() + options.milliseconds;
  let writes = 0;
  const wrote = (): boolean => {
    writes += 1;
    return writes < options.writes;
  };
  const writing = Array.from({ length: options.writers }, () => write(options, random, until, wrote));
  await Promise.race([Promise.all(writing), failed]);
  for (const client of clients) client.settle();
  try {
    await Promise.race([settled(options.url, recorder, clients, log), failed]);
  } finally {
    for (const client of [recorder, ...clients]) client.stop();
  }
  await failed;
  const sum = (of: 'events' | 'streams' | 'lists') =>
    clients.reduce((total, { statistics }) => total + statistics[of], 0);
  return {
    writes,
    events: sum('events'),
    streams: sum('streams'),
    lists: sum('lists'),
  };
}

const EVERYTHING: CheckedSelection = { query: '', selects: () => true };
const PLAIN: WatcherBehaviour = { selection: EVERYTHING, watchList: false };

function behaviourOf(index: number, { mutation, pods }: SoakOptions, random: () => number): WatcherBehaviour {
  if (index === 0 && mutation !== undefined) return { ...PLAIN, tamper: tampering(mutation) };
  const tier = TIERS[index % TIERS.length] as string;
  const phase = PHASES[index % PHASES.length] as string;
  const node = NODES[index % NODES.length] as string;
  const name = nameOf(Math.floor(random() * pods));
  const selections: readonly CheckedSelection[] = [
    EVERYTHING,
    { query: `labelSelector=tier%3D${tier}`, selects: ({ metadata }) => metadata.labels?.tier === tier },
    { query: 'labelSelector=tier%21%3Da', selects: ({ metadata }) => metadata.labels?.tier !== 'a' },
    { query: `fieldSelector=status.phase%3D${phase}`, selects: ({ status }) => status?.phase === phase },
    { query: `fieldSelector=spec.nodeName%3D${node}`, selects: ({ spec }) => spec?.nodeName === node },
    { query: `fieldSelector=metadata.name%3D${name}`, selects: ({ metadata }) => metadata.name === name },
  ];
  return {
    selection: selections[index % selections.length] as CheckedSelection,
    watchList: index % 4 === 1,
    ...(index % 3 === 1 && { cutEveryMs: 300 }),
    // One in fifteen stays away so long that the server has forgotten what it missed.
    ...(index % 15 === 4 && { cutEveryMs: 400, awayMs: 1_500 }),
    ...(index % 5 === 2 && { pauseMs: 200 }),
  };
}

/** Keeps a log of all writes. */
function recorded(log: LoggedWrite[]): (event: CheckedEvent) => readonly CheckedEvent[] {
  return (event) => {
    if (event.type !== 'BOOKMARK') {
      log.push({ revision: revisionOf(event), deleted: event.type === 'DELETED', pod: event.object });
    }
    return [event];
  };
}

/** Drops or doubles the hundredth event, or swaps it with the one after it. */
function tampering(mutation: NonNullable<SoakOptions['mutation']>): (event: CheckedEvent) => readonly CheckedEvent[] {
  let seen = 0;
  let kept: CheckedEvent | undefined;
  return (event) => {
    seen += 1;
    if (seen === 100) {
      if (mutation === 'drop') return [];
      if (mutation === 'double') return [event, event];
      kept = event;
      return [];
    }
    if (kept === undefined) return [event];
    const swapped = [event, kept];
    kept = undefined;
    return swapped;
  };
}

/** Waits until all watchers have been told of the last write, then holds each against the log and a list. */
async function settled(
  url: string,
  recorder: WatchClient,
  clients: readonly WatchClient[],
  log: readonly LoggedWrite[],
): Promise<void> {
  const { metadata } = await list(url, EVERYTHING);
  const last = Number(metadata.resourceVersion);
  const until = performance.now() + SETTLE_MS;
  while (recorder.state.resumesFrom < last) await pauseUntil(until, 'the watch of everything');
  for (const { behaviour, state } of clients) {
    const { selection } = behaviour;
    while (state.since === 0 || state.resumesFrom < lastOf(expectedChanges(log, selection, state.since))) {
      await pauseUntil(until, selection.query);
    }
    const expected = expectedChanges(log, selection, state.since);
    if (!isDeepStrictEqual([...state.changes], expected))
      throw new WatchFault(firstDifference(state.changes, expected));
    const { items } = await list(url, selection);
    if (!isDeepStrictEqual(state.pods, items))
      throw new WatchFault(`${selection.query}: the state is not what a list answers`);
  }
}

/** The revision of the last of some changes. */
function lastOf(changes: readonly string[]): number {
  return Number(changes.at(-1)?.split(' ')[2] ?? 0);
}

async function pauseUntil(until: number, what: string): Promise<void> {
  if (performance.now() > until) throw new WatchFault(`${what}: not all that happened was told`);
  await wait(20);
}

function firstDifference(actual: readonly string[], expected: readonly string[]): string {
  const length = Math.max(actual.length, expected.length);
  const index = Array.from({ length }).findIndex((_, at) => actual[at] !== expected[at]);
  return `event ${index} is ${actual[index]}, not ${expected[index]}`;
}

async function list(url: string, { query }: CheckedSelection) {
  const answer = await fetch(`${url}${PODS}?${query}`);
  return (await answer.json()) as { items: CheckedPod[]; metadata: { resourceVersion: string } };
}

function nameOf(index: number): string {
  return `p${String(index).padStart(4, '0')}`;
}

/** Writes at random until the time is up, or `wrote`, which is told of each write, has enough. */
async function write(
  { url, pods }: SoakOptions,
  random: () => number,
  until: number,
  wrote: () => boolean,
): Promise<void> {
  const pick = (of: readonly string[]): string => of[Math.floor(random() * of.length)] as string;
  const send = async (method: string, path: string, body?: object, type = 'application/json'): Promise<number> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': type },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    await answer.arrayBuffer();
    return answer.status;
  };
  while (performance.now() < until) {
    const name = nameOf(Math.floor(random() * pods));
    const path = `${PODS}/${name}`;
    const patch = 'application/merge-patch+json';
    const kind = random();
    let status: number;
    if (kind < 0.35) {
      const labels = random() < 0.8 ? { tier: pick(TIERS) } : undefined;
      const spec = { nodeName: random() < 0.8 ? pick(NODES) : undefined, containers: [{ name: 'c', image: 'i' }] };
      status = await send('POST', PODS, { metadata: { name, labels }, spec });
    } else if (kind < 0.6) {
      status = await send('PUT', `${path}/status`, { metadata: { name }, status: { phase: pick(PHASES) } });
    } else if (kind < 0.75) {
      status = await send('PATCH', `${path}/status`, { status: { reason: String(random()) } }, patch);
    } else if (kind < 0.9) {
      status = await send('PATCH', path, { metadata: { labels: { tier: pick([...TIERS, 'd']) } } }, patch);
    } else status = await send('DELETE', `${path}?gracePeriodSeconds=0`);
    if (status < 300 && !wrote()) return;
    if (status >= 300 && status !== 404 && status !== 409) throw new Error(`a write was answered ${status}`);
  }
}
