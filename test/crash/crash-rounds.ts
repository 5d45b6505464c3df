import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openWatch, type WatchedEvent } from '../support/watch.ts';
import { KeyModel, type KeyState, textOf } from './model.ts';
import { startServer } from './server-process.ts';
import { takeSnapshot } from './snapshot-process.ts';

const PATH = '/api/v1/namespaces/default/configmaps';
const WRITERS = 16;
// Each writer has so many requests in flight, each of a key of its own.
const LANES = 3;
const WATCHERS = 4;
const MIN_LIFE_MS = 50;
const MAX_LIFE_MS = 700;
const DELETIONS = 0.1;
// A server takes about so long to start.
const MAX_START_MS = 800;
// How often a server that was killed is started and killed once more before it is looked at, and how often a snapshot is killed.
const KILLED_AGAIN = 0.5;
const KILLED_SNAPSHOTS = 0.5;
// Every other server remembers so little of the past that it has much to forget, piece by piece, until it is killed.
const SHORT_PAST = 300;
const LONG_PAST = 100_000;

/** What a run of rounds is. */
export interface CrashOptions {
  readonly directory: string;
  readonly rounds: number;
  readonly mode?: 'durable' | 'early';
  /** From 0 up to 1. */
  readonly random: () => number;
}

interface ConfigMap {
  readonly metadata: { readonly name: string; readonly resourceVersion: string };
  readonly data: { readonly write: string; readonly text: string };
}

interface Watcher {
  version: number;
  readonly seen: Set<number>;
}

/** What happened in a run of rounds. */
export interface CrashReport {
  /** How many writes were answered. */
  readonly writes: number;
  /** How many snapshots were whole, and how many servers were killed again while they started. */
  readonly snapshots: number;
  readonly killedAgain: number;
  /** Whether the past was forgotten meanwhile. */
  readonly hasForgotten: boolean;
}

/**
 * Starts a server again and again, lets many write and watch while a snapshot is taken and the past is forgotten, and kills it at a
 * random moment; the next one is often killed while it starts. Throws where something that was answered is not there after it, where
 * something is half there, where versions went back, where a snapshot is damaged, or where a watch lost, repeated or made up an event.
 */
export async function crashRounds({ directory, rounds, mode = 'durable', random }: CrashOptions): Promise<CrashReport> {
  const keys = Array.from({ length: WRITERS * LANES }, (_, n) => new KeyModel(`key-${n}`));
  const watchers: Watcher[] = Array.from({ length: WATCHERS }, () => ({ version: 0, seen: new Set<number>() }));
  const answered = new Set<number>();
  let newest = 0;
  let first = 0;
  let snapshots = 0;
  let killedAgain = 0;
  let forgotten = false;
  for (let round = 0; round <= rounds; round += 1) {
    if (round > 0 && random() < KILLED_AGAIN) {
      await startAndKill(directory, mode, random);
      killedAgain += 1;
    }
    const historyEvents = round % 2 === 1 && round < rounds ? SHORT_PAST : LONG_PAST;
    const server = await startServer(directory, { mode, historyEvents });
    if (server === undefined) throw new Error('nobody has killed this server yet');
    try {
      const version = await settle(server.url, keys);
      if (version < newest) throw new Error(`versions went back: ${version} after ${newest} was told`);
      const isFirst = round === 0;
      const watches = watchers.map((watcher) => {
        if (isFirst) watcher.version = first = version;
        return openWatch(server, `${PATH}?watch=1&resourceVersion=${watcher.version}`);
      });
      const opened = await Promise.all(watches);
      if (round < rounds) {
        const snapshot = takeSnapshot(directory, join(directory, '..', `crash-${process.pid}.snapshot`));
        const lanes = keys.map((key) => writeOn(server.url, key, random, answered));
        await setTimeout(MIN_LIFE_MS + random() * (MAX_LIFE_MS - MIN_LIFE_MS));
        await server.kill();
        if (random() < KILLED_SNAPSHOTS) snapshot.kill();
        await Promise.all(lanes);
        if ((await snapshot.checked) !== undefined) snapshots += 1;
      } else {
        await catchUp(server.url, watchers, opened);
        forgotten = await hasForgotten(server.url, first);
      }
      for (const [index, watch] of opened.entries()) {
        watch.cut();
        follow(watchers[index] as Watcher, await watch.ended);
      }
      newest = Math.max(newest, ...answered, ...watchers.map(({ version: last }) => last));
    } finally {
      await server.kill();
    }
  }
  for (const { seen } of watchers) {
    const missing = [...answered].filter((version) => !seen.has(version));
    if (missing.length > 0) throw new Error(`a watch did not tell of ${missing.join(', ')}`);
  }
  return { writes: answered.size, snapshots, killedAgain, hasForgotten: forgotten };
}

/** Starts a server that is killed while it starts, or soon after. */
async function startAndKill(directory: string, mode: 'durable' | 'early', random: () => number): Promise<void> {
  const early = new AbortController();
  const server = await startServer(directory, {
    mode,
    starting: (kill) => void setTimeout(random() * MAX_START_MS, undefined, early).then(kill, () => {}),
  });
  early.abort();
  await server?.kill();
}

/** Whether a server has forgotten what was at a version. */
async function hasForgotten(url: string, version: number): Promise<boolean> {
  const answer = await fetch(`${url}${PATH}?limit=1&resourceVersionMatch=Exact&resourceVersion=${version}`);
  await answer.arrayBuffer();
  return answer.status === 410;
}

/** Holds what a server has against what it must have; resolves to its version. */
async function settle(url: string, keys: readonly KeyModel[]): Promise<number> {
  const list = (await (await fetch(`${url}${PATH}`)).json()) as {
    metadata: { resourceVersion: string };
    items: readonly ConfigMap[];
  };
  const states = new Map<string, KeyState>();
  for (const { metadata, data } of list.items) {
    const write = Number(data.write);
    if (data.text !== textOf(write)) throw new Error(`${metadata.name}: write ${write} is half there`);
    states.set(metadata.name, write);
  }
  for (const key of keys) key.settle(states.get(key.name));
  return Number(list.metadata.resourceVersion);
}

/** Writes one key, one request after the other, until the server is gone. */
async function writeOn(url: string, key: KeyModel, random: () => number, answered: Set<number>): Promise<void> {
  for (;;) {
    const isThere = key.acknowledged !== undefined;
    const write = isThere && random() < DELETIONS ? undefined : key.next();
    key.pending = { state: write };
    const method = write === undefined ? 'DELETE' : isThere ? 'PUT' : 'POST';
    const body = write === undefined ? null : JSON.stringify(bodyOf(key.name, write));
    let status: number;
    let answer: ConfigMap;
    try {
      const response = await fetch(`${url}${PATH}${isThere ? `/${key.name}` : ''}`, {
        method,
        body,
        headers: { 'content-type': 'application/json' },
      });
      ({ status } = response);
      answer = (await response.json()) as ConfigMap;
    } catch {
      return;
    }
    if (status >= 300) throw new Error(`${method} ${key.name} was answered ${status}: ${JSON.stringify(answer)}`);
    if (write !== undefined) answered.add(Number(answer.metadata.resourceVersion));
    key.acknowledged = write;
    key.pending = undefined;
  }
}

function bodyOf(name: string, write: number): object {
  return { metadata: { name }, data: { write: String(write), text: textOf(write) } };
}

/** Waits until watches have told of a last write. */
async function catchUp(
  url: string,
  watchers: readonly Watcher[],
  opened: readonly { until(count: number): Promise<readonly WatchedEvent[]> }[],
): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify(bodyOf('last', 1));
  const last = (await (await fetch(`${url}${PATH}`, { method: 'POST', headers, body })).json()) as ConfigMap;
  await Promise.all(
    watchers.map(async (_, index) => {
      for (let count = 1; ; count += 1) {
        const events = (await opened[index]?.until(count)) ?? [];
        if (events.length < count || events.some(({ object }) => object.metadata.name === last.metadata.name)) return;
        count = events.length;
      }
    }),
  );
}

/** Takes what a watch has told: each event once and in order. */
function follow(watcher: Watcher, events: readonly WatchedEvent[]): void {
  for (const { type, object } of events) {
    if (type === 'ERROR') throw new Error(`a watch from version ${watcher.version} on was answered ${object.message}`);
    const version = Number(object.metadata.resourceVersion);
    if (version <= watcher.version) throw new Error(`a watch told of ${version} after ${watcher.version}`);
    watcher.version = version;
    watcher.seen.add(version);
  }
}
