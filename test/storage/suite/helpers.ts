import { expect } from 'vitest';
import { ABSENT, type KeyRange, type Store, type StoreOptions, type WriteResult } from '../../../src/storage/store.ts';
import type { StoreEntry } from '../../../src/storage/store-entry.ts';
import { StoreError } from '../../../src/storage/store-error.ts';
import { revisionOf, type StoreChange } from '../../../src/storage/store-event.ts';

/** Defines one test on an empty store of its own, with narrower history limits where the test is about them. */
export type StoreTest = (title: string, body: (store: Store) => Promise<void>, limits?: Partial<StoreOptions>) => void;

/** A write, as a store's feed tells it. */
export type StoreWrite = Exclude<StoreChange, { readonly type: 'progress' }>;

/** All keys of the tests: they start with a slash. */
export const everything: KeyRange = { from: '/', to: '0' };

/** The revision of a write that must have succeeded. */
export function written(result: WriteResult): number {
  if (!result.ok) throw new Error(`the write was refused; the state is ${JSON.stringify(result.current)}`);
  return result.revision;
}

/** Creates a key and returns the revision. */
export async function create(store: Store, key: string, ...value: readonly string[]): Promise<number> {
  return written(await store.put(key, value, ABSENT));
}

/** The state of a key that must exist. */
export async function existing(store: Store, key: string): Promise<StoreEntry> {
  const entry = await store.get(key);
  if (entry === undefined) throw new Error(`${key} does not exist`);
  return entry;
}

/** Replaces the value of a key, whatever it is, and returns the revision. */
export async function replace(store: Store, key: string, ...value: readonly string[]): Promise<number> {
  return written(await store.put(key, value, (await existing(store, key)).revision));
}

/** Deletes a key that exists and returns the revision. */
export async function remove(store: Store, key: string): Promise<number> {
  return written(await store.delete(key, (await existing(store, key)).revision));
}

/** The keys of all entries, now or at a revision. */
export async function keysOf(store: Store, at?: number): Promise<readonly string[]> {
  return (await store.list(everything, { at })).entries.map(({ key }) => key);
}

/** The writes after one revision up to and including another. */
export async function changesBetween(store: Store, after: number, last: number): Promise<readonly StoreWrite[]> {
  const events: StoreWrite[] = [];
  if (last <= after) return events;
  for await (const change of store.changes(after, new AbortController().signal)) {
    if (change.type !== 'progress') events.push(change);
    if (revisionOf(change) >= last) break;
  }
  return events;
}

/** The StoreError that a call must reject with. */
export async function refusal(call: Promise<unknown>): Promise<StoreError> {
  const error = await call.then(
    (value) => new Error(`resolved to ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StoreError);
  return error as StoreError;
}

/** An iterator of the writes, without progress, after a revision; the caller returns it or closes the store. */
export function iterate(
  store: Store,
  after: number,
  signal: AbortSignal = new AbortController().signal,
): AsyncIterator<StoreWrite, undefined> {
  const changes = store.changes(after, signal)[Symbol.asyncIterator]();
  return {
    async next() {
      for (;;) {
        const { done, value } = await changes.next();
        if (done === true) return { done, value: undefined };
        if (value.type !== 'progress') return { done: false, value };
      }
    },
    async return() {
      await changes.return?.();
      return { done: true, value: undefined };
    },
  };
}

/** Consumes the writes after a revision as they come, until it is stopped or the store closes. */
export class Follower {
  readonly events: StoreWrite[] = [];
  #revision = 0;
  readonly #controller = new AbortController();
  readonly #iteration: Promise<void>;
  readonly #waiting: (() => void)[] = [];
  #finished = false;

  constructor(store: Store, after: number) {
    this.#iteration = this.#follow(store.changes(after, this.#controller.signal)).finally(() => {
      this.#finished = true;
      this.#wake();
    });
    // Told by reached() and stop(); until one of them is called, a failure must not count as unhandled.
    this.#iteration.catch(() => {});
  }

  /** Resolves when the writes up to a revision have come; rejects where the iteration failed or ended before. */
  async reached(revision: number): Promise<void> {
    for (;;) {
      if (this.#revision >= revision) return;
      if (this.#finished) {
        await this.#iteration;
        throw new Error(`the changes ended before revision ${revision}`);
      }
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  /** Ends the iteration and resolves to all that came; rejects where it failed. */
  async stop(): Promise<readonly StoreWrite[]> {
    this.#controller.abort();
    await this.#iteration;
    return this.events;
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async #follow(changes: AsyncIterable<StoreChange>): Promise<void> {
    for await (const change of changes) {
      if (change.type !== 'progress') this.events.push(change);
      this.#revision = revisionOf(change);
      this.#wake();
    }
  }
}
