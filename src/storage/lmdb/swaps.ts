import { ABSENT, type Expected, type WriteResult } from '../store.ts';
import type { StoreEntry } from '../store-entry.ts';
import { StoreError } from '../store-error.ts';
import { keyOfEvent, revisionOf } from '../store-event.ts';
import { gaveUp, unlessAborted } from '../unless-aborted.ts';
import type { Change } from './change.ts';
import { CommitGroups, type GroupWriter } from './commit-groups.ts';

/** The state of a key that is on its way to the disk. */
interface Pending {
  /** Undefined where the key goes. */
  readonly entry: StoreEntry | undefined;
  /** Resolves when it is known what becomes of it. */
  readonly settled: Promise<void>;
}

/** What swaps are made of. */
export interface SwapsOptions extends Omit<GroupWriter<Change>, 'subjectOf'> {
  /** What is durable of a key. */
  readonly durable: (key: string) => StoreEntry | undefined;
}

/**
 * Compare-and-swap of keys, where each write takes a while to become durable: who writes a key meets what is on its way to the disk. It is
 * held against that state, and told of it, or of its own write, when that is durable.
 */
export class Swaps {
  readonly #durable: SwapsOptions['durable'];
  readonly #groups: CommitGroups<Change>;
  readonly #pending = new Map<string, Pending>();

  constructor({ durable, makeRoom, write, committed }: SwapsOptions) {
    this.#durable = durable;
    this.#groups = new CommitGroups({
      subjectOf: ({ event }) => keyOfEvent(event),
      makeRoom,
      write,
      committed,
    });
  }

  /**
   * Makes the change of a key where its state is the expected one, and there is anything to change. Where it is not, the state that won
   * is told when it is durable. `change` is called at once, or after what was on its way: it may refuse by throwing.
   */
  async swap(
    key: string,
    expected: Expected,
    signal: AbortSignal | undefined,
    change: (found: StoreEntry | undefined) => Change | undefined,
  ): Promise<WriteResult> {
    for (;;) {
      const pending = this.#pending.get(key);
      const found = pending === undefined ? this.#durable(key) : pending.entry;
      const made = (found?.revision ?? ABSENT) === expected ? change(found) : undefined;
      if (made !== undefined) return this.#commit(made, signal);
      if (pending === undefined) return { ok: false, current: found };
      await pending.settled;
      if (signal?.aborted) throw gaveUp(signal);
    }
  }

  /** Whether something of a key is on its way. */
  isPending(key: string): boolean {
    return this.#pending.has(key);
  }

  /** Resolves when nothing is on its way any more. */
  idle(): Promise<void> {
    return this.#groups.idle();
  }

  #commit(change: Change, signal: AbortSignal | undefined): Promise<WriteResult> {
    const { event } = change;
    const key = keyOfEvent(event);
    const { promise, resolve, reject } = Promise.withResolvers<WriteResult>();
    const settled = promise.then(
      () => {},
      () => {},
    );
    const pending: Pending = { entry: event.type === 'put' ? event.entry : undefined, settled };
    this.#pending.set(key, pending);
    const settle = (): void => {
      if (this.#pending.get(key) === pending) this.#pending.delete(key);
    };
    this.#groups.add({
      change,
      done: () => {
        settle();
        resolve({ ok: true, revision: revisionOf(event) });
      },
      failed: (error) => {
        settle();
        reject(notWritten(error));
      },
    });
    // Whoever gives up does not keep it from being written.
    return unlessAborted(promise, signal, 'outcome-unknown');
  }
}

/** The error that a writer is told whose change could not be made durable. */
function notWritten(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  return new StoreError('not-written', error instanceof Error ? error.message : String(error), { cause: error });
}
