import { setImmediate } from 'node:timers/promises';
import { openMemoryStore } from '../../src/storage/memory/memory-store.ts';
import { checkServing } from '../../src/storage/serving.ts';
import {
  ABSENT,
  type Expected,
  type KeyRange,
  type ListOptions,
  type ListResult,
  type PutOptions,
  type Store,
  type StoreOptions,
  type WriteResult,
} from '../../src/storage/store.ts';
import type { StoredValue, StoreEntry } from '../../src/storage/store-entry.ts';
import { StoreError } from '../../src/storage/store-error.ts';
import { revisionOf, type StoreChange } from '../../src/storage/store-event.ts';
import { type GivenUp, unlessAborted } from '../../src/storage/unless-aborted.ts';

/** When strangers write to the database, each time one revision, where no store looks. */
export type Strangers = 'absent' | 'before writes' | 'around writes';

/** What becomes of a write whose answer is lost. */
export type LostWrite = 'done' | 'not done';

/** A database that several stores share: far away, late, and used by others, too. */
export interface SlowDatabase {
  /** Another store on the database, as another server has it. */
  connect(): SlowStore;
}

/** One server's store: every call takes some turns of the event loop there and back, and so does what is told. */
export interface SlowStore extends Store {
  /** Loses the answers of the next writes, one for each that is named, in order. */
  loseAnswers(...writes: readonly LostWrite[]): void;
}

// A key that is in no range that starts at a slash.
const STRANGE = '~';
const MAX_TURNS = 3;

/** Opens an empty database. Its delays look random and are the same in each run. */
export function slowDatabase(options: StoreOptions, strangers: Strangers): SlowDatabase {
  const perWrite = { absent: 1, 'before writes': 2, 'around writes': 3 }[strangers];
  const keeper = openMemoryStore({ ...options, historyEvents: options.historyEvents * perWrite });
  let seed = 1;
  const delay = async (): Promise<void> => {
    seed = (seed * 48_271) % 2_147_483_647;
    for (let turns = 1 + (seed % MAX_TURNS); turns > 0; turns -= 1) await setImmediate();
  };
  const strange = async (): Promise<void> => {
    await keeper.put(STRANGE, [''], (await keeper.get(STRANGE))?.revision ?? ABSENT);
  };
  // Within one turn, so that no other call comes between.
  const write: Write = async (key, expected, run, needsEntry) => {
    const current = await keeper.get(key);
    // What is refused takes no revision of anybody.
    const isRefused = (current?.revision ?? ABSENT) !== expected || (needsEntry && current === undefined);
    if (isRefused || strangers === 'absent') return run();
    await strange();
    // Whoever follows has heard of the stranger, and waits again.
    for (let i = 0; i < 10; i += 1) await undefined;
    const written = await run();
    if (strangers === 'around writes' && written.ok) await strange();
    return written;
  };
  return { connect: () => new Connection(keeper, write, delay) };
}

type Write = (
  key: string,
  expected: Expected,
  run: () => Promise<WriteResult>,
  needsEntry: boolean,
) => Promise<WriteResult>;

class Connection implements SlowStore {
  readonly #keeper: Store;
  readonly #write: Write;
  readonly #delay: () => Promise<void>;
  readonly #closing = new AbortController();
  readonly #pending = new Set<Promise<unknown>>();
  readonly #feeds = new Set<Feed>();
  readonly #lost: LostWrite[] = [];

  constructor(keeper: Store, write: Write, delay: () => Promise<void>) {
    this.#keeper = keeper;
    this.#write = write;
    this.#delay = delay;
  }

  loseAnswers(...writes: readonly LostWrite[]): void {
    this.#lost.push(...writes);
  }

  currentRevision(signal?: AbortSignal): Promise<number> {
    return this.#call('aborted', signal, async () => {
      const revision = await this.#keeper.currentRevision();
      for (const feed of this.#feeds) feed.askProgress(revision);
      return revision;
    });
  }

  get(key: string, signal?: AbortSignal): Promise<StoreEntry | undefined> {
    return this.#call('aborted', signal, async () => structuredClone(await this.#keeper.get(key)));
  }

  list(range: KeyRange, options?: ListOptions, signal?: AbortSignal): Promise<ListResult> {
    return this.#call('aborted', signal, async () => structuredClone(await this.#keeper.list(range, options)));
  }

  put(
    key: string,
    value: StoredValue,
    expected: Expected,
    options?: PutOptions,
    signal?: AbortSignal,
  ): Promise<WriteResult> {
    return this.#change(key, expected, signal, () => this.#keeper.put(key, value, expected, options), false);
  }

  delete(key: string, expected: Expected, signal?: AbortSignal): Promise<WriteResult> {
    return this.#change(key, expected, signal, () => this.#keeper.delete(key, expected), true);
  }

  changes(after: number, signal: AbortSignal): AsyncIterable<StoreChange> {
    return {
      [Symbol.asyncIterator]: () => {
        if (this.#closing.signal.aborted) return failing(new StoreError('closed', 'the store is closed'));
        const ended = AbortSignal.any([signal, this.#closing.signal]);
        const feed = new Feed(this.#keeper.changes(after, ended)[Symbol.asyncIterator](), after, this.#delay, () =>
          this.#feeds.delete(feed),
        );
        this.#feeds.add(feed);
        return feed;
      },
    };
  }

  compact(revision: number, signal?: AbortSignal): Promise<void> {
    return this.#call('aborted', signal, () => this.#keeper.compact(revision));
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#pending);
  }

  #change(
    key: string,
    expected: Expected,
    signal: AbortSignal | undefined,
    run: () => Promise<WriteResult>,
    needsEntry: boolean,
  ): Promise<WriteResult> {
    const lost = this.#lost.shift();
    return this.#call('outcome-unknown', signal, async () => {
      if (lost === 'not done') throw unknownOutcome();
      const written = structuredClone(await this.#write(key, expected, run, needsEntry));
      if (lost === 'done') throw unknownOutcome();
      return written;
    });
  }

  /** Goes there, does it, and comes back. Whoever gives up meanwhile does not keep it from being done. */
  async #call<T>(abandoned: GivenUp, signal: AbortSignal | undefined, run: () => Promise<T>): Promise<T> {
    checkServing(this.#closing.signal.aborted, signal);
    const travel = async (): Promise<T> => {
      await this.#delay();
      try {
        return await run();
      } finally {
        await this.#delay();
      }
    };
    const call = travel();
    this.#pending.add(call);
    const done = call.finally(() => this.#pending.delete(call));
    return unlessAborted(done, signal, abandoned);
  }
}

function unknownOutcome(): StoreError {
  return new StoreError('outcome-unknown', 'the answer was lost');
}

function failing(error: StoreError): AsyncIterator<StoreChange, undefined> {
  return { next: () => Promise.reject(error) };
}

type Result = IteratorResult<StoreChange, undefined>;

/** What one store is told: its own writes alone, late; and how far it has come where that was asked for. */
class Feed implements AsyncIterator<StoreChange, undefined> {
  readonly #changes: AsyncIterator<StoreChange>;
  readonly #delay: () => Promise<void>;
  readonly #leave: () => void;
  /** Calls of `next` are answered one after the other. */
  #last: Promise<unknown> = Promise.resolve();
  /** What comes next from the database. */
  #coming: Promise<IteratorResult<StoreChange>> | undefined;
  /** Up to where everything has been told. */
  #position: number;
  #asked = 0;
  #told = 0;
  #wake: () => void = () => {};

  constructor(changes: AsyncIterator<StoreChange>, after: number, delay: () => Promise<void>, leave: () => void) {
    this.#changes = changes;
    this.#position = after;
    this.#delay = delay;
    this.#leave = leave;
  }

  askProgress(revision: number): void {
    this.#asked = Math.max(this.#asked, revision);
    this.#wake();
  }

  next(): Promise<Result> {
    const result = this.#last.then(() => this.#next());
    this.#last = result.catch(() => {});
    return result;
  }

  async return(): Promise<Result> {
    this.#leave();
    await this.#changes.return?.();
    return { done: true, value: undefined };
  }

  async #next(): Promise<Result> {
    for (;;) {
      if (this.#asked > this.#told && this.#position >= this.#asked) {
        const revision = this.#position;
        this.#told = revision;
        await this.#delay();
        return { done: false, value: { type: 'progress', revision } };
      }
      this.#coming ??= this.#changes.next();
      const woken = new Promise<undefined>((resolve) => {
        this.#wake = () => resolve(undefined);
      });
      const come = await Promise.race([this.#coming, woken]).catch((error: unknown) => {
        this.#coming = undefined;
        this.#leave();
        throw error;
      });
      if (come === undefined) continue;
      this.#coming = undefined;
      if (come.done === true) {
        this.#leave();
        return { done: true, value: undefined };
      }
      const change: StoreChange = come.value;
      this.#position = revisionOf(change);
      if (change.type === 'put' ? change.entry.key === STRANGE : change.type === 'delete' && change.key === STRANGE) {
        continue;
      }
      this.#told = Math.max(this.#told, this.#position);
      await this.#delay();
      return { done: false, value: structuredClone(change) };
    }
  }
}
