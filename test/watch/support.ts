import { setImmediate } from 'node:timers/promises';
import type { WindowLimits } from '../../src/storage/event-window.ts';
import type { Store } from '../../src/storage/store.ts';
import { StoreError } from '../../src/storage/store-error.ts';
import type { StoreChange } from '../../src/storage/store-event.ts';
import type { EventSink } from '../../src/watch/event-sink.ts';
import type { Batch, EventEncoder } from '../../src/watch/frames.ts';
import type { Predicate } from '../../src/watch/predicate.ts';
import { WatchCache } from '../../src/watch/watch-cache.ts';
import type { WatchStart } from '../../src/watch/watch-reader.ts';
import type { WatchTerms } from '../../src/watch/watcher.ts';
import { type OpenWatch, Watches } from '../../src/watch/watches.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import { openStore } from '../support/registry.ts';

/** Writes events as `ADDED 5 text`. */
export const WORDS: EventEncoder = {
  identity: 'words',
  firstDiffers: false,
  change: ({ type, value, revision }) => `${type} ${revision} ${value.join('')}`,
  bookmark: (revision, endsInitialEvents) => `BOOKMARK ${revision}${endsInitialEvents ? ' end' : ''}`,
};

/** A connection whose client can be made to read slowly. */
export interface FakeSink extends EventSink {
  readonly events: string[];
  /** What each write carried. */
  readonly writes: string[][];
  isSlow: boolean;
  readonly state: 'open' | 'ended' | 'destroyed';
  /** The client reads all that was sent. */
  drain(): void;
}

/** Opens such a connection. */
export function fakeSink(): FakeSink {
  let resume: (() => void) | undefined;
  let state: FakeSink['state'] = 'open';
  const sink: FakeSink = {
    events: [],
    writes: [],
    isSlow: false,
    write({ frames }: Batch) {
      sink.writes.push(frames.map(String));
      sink.events.push(...frames.map(String));
      return !sink.isSlow;
    },
    onDrained(then) {
      resume = then;
    },
    drain() {
      const then = resume;
      resume = undefined;
      then?.();
    },
    end() {
      state = 'ended';
    },
    destroy() {
      state = 'destroyed';
    },
    get state() {
      return state;
    },
  };
  return sink;
}

/** A store with its cache and watches, under a clock that stands still. */
export interface Bench {
  readonly store: Store;
  readonly clock: FakeClock;
  readonly cache: WatchCache;
  readonly watches: Watches;
  /** What the cache and the watches were told to have failed. */
  readonly failures: readonly unknown[];
  /** Writes a text under `/registry/things/{name}`; undefined deletes. */
  write(name: string, text: string | undefined): Promise<void>;
  /** Lets writes happen of which the store's feed tells nothing, as one that has forgotten them; resolves when the cache has caught up. */
  miss(writes: (write: Bench['write']) => Promise<void>): Promise<void>;
  /** Opens a watch of the things, by default of all from now on. */
  watch(options?: {
    readonly predicate?: Partial<Predicate>;
    readonly after?: number;
    readonly state?: true;
    readonly terms?: Partial<WatchTerms>;
    readonly encoder?: EventEncoder;
    readonly sink?: FakeSink;
  }): FakeSink & { readonly watch: OpenWatch };
}

const THINGS = '/registry/things/';
/** No thing is ever deleted and created again unseen, unless a test says so. */
export const SAME = (): boolean => true;
const HOUR_MS = 3_600_000;

/** Takes all things; `identity` is to tell those apart that differ. */
const ALL_THINGS: Predicate = {
  kindPrefix: THINGS,
  prefix: THINGS,
  key: undefined,
  trigger: undefined,
  matches: undefined,
  isCostly: false,
  identity: 'all',
};

/** Lets the feed of a store be lost while something is written. */
function losableFeed(store: Store): { lose(writes: () => Promise<void>): Promise<void> } {
  const [changes, list] = [store.changes.bind(store), store.list.bind(store)];
  let lost: Promise<void> | undefined;
  store.changes = async function* (after: number, signal: AbortSignal): AsyncGenerator<StoreChange> {
    for await (const change of changes(after, signal)) {
      if (lost !== undefined) throw new StoreError('compacted', 'what was written is forgotten');
      yield change;
    }
  };
  store.list = async (...all) => {
    await lost;
    return list(...all);
  };
  return {
    async lose(writes) {
      const { promise, resolve } = Promise.withResolvers<void>();
      lost = promise;
      await writes();
      await setImmediate();
      lost = undefined;
      resolve();
    },
  };
}

/** Sets up a store, a cache and watches. A thing whose text has an `@` is the same thing while what follows it stays the same. */
export async function bench(limits: Partial<WindowLimits> = {}): Promise<Bench> {
  // What is told is told by the revisions of the things alone.
  const store = openStore('absent');
  const clock = fakeClock();
  const failures: unknown[] = [];
  // That what was written is forgotten is what some tests are about.
  const failed = (error: unknown): void => void (error instanceof StoreError || failures.push(error));
  const feed = losableFeed(store);
  const cache = new WatchCache({
    store,
    clock,
    limits: { events: 10_000, bytes: 1e8, ageMs: HOUR_MS, ...limits },
    isSameObject: ({ value: [a = ''] }, { value: [b = ''] }) => a.split('@')[1] === b.split('@')[1],
    failed,
  });
  await cache.start();
  const watches = new Watches(cache, clock, failed);
  const put: Bench['write'] = async (name, text) => {
    const key = THINGS + name;
    const revision = (await store.get(key))?.revision ?? 0;
    const done = text === undefined ? await store.delete(key, revision) : await store.put(key, [text], revision);
    if (!done.ok) throw new Error(`${name} was not written`);
  };
  return {
    store,
    clock,
    cache,
    watches,
    failures,
    async write(name, text) {
      await put(name, text);
      await cache.fresh();
    },
    async miss(writes) {
      await feed.lose(() => writes(put));
      await cache.fresh();
    },
    watch({ predicate = {}, after, state, terms = {}, encoder = WORDS, sink = fakeSink() } = {}) {
      const whole = { ...ALL_THINGS, ...predicate };
      const { revision } = cache;
      const entries = cache.entries({ from: THINGS, to: '/registry/things0' });
      const start: WatchStart = state
        ? { from: 'state', revision, entries }
        : { from: 'revision', revision: after ?? revision };
      const watch = watches.open(
        {
          predicate: whole,
          encoder,
          start,
          terms: { timeoutMs: HOUR_MS, bookmarks: false, endsInitialEvents: false, ...terms },
        },
        sink,
      );
      // The sink's state is read through it.
      return Object.assign(sink, { watch });
    },
  };
}

/** Ends the present turn of the event loop, and with it what watches are told at its end. */
export async function turn(): Promise<void> {
  await setImmediate();
}
