import { StoreError } from '../store-error.ts';
import type { StoreEvent } from '../store-event.ts';
import type { History } from './history.ts';

type ChangeResult = IteratorResult<StoreEvent, undefined>;

const done: ChangeResult = { done: true, value: undefined };

/** What the iterations of one store share. */
interface Source {
  readonly history: History;
  /** The iterators to wake when there is a write: those of which a call of `next` is pending. */
  readonly waiting: Set<ChangeIterator>;
  closed: boolean;
}

/**
 * Lets consumers read the history, each at its own pace, and wakes those that wait for the next write.
 *
 * A consumer is no more than a position in the history: nothing is queued for it, so the history's bounds are the bounds
 * of all consumers, and a consumer that does not wait costs a write nothing.
 */
export class ChangeFeed {
  readonly #source: Source;

  constructor(history: History) {
    this.#source = { history, waiting: new Set(), closed: false };
  }

  /** The writes after a revision, as `Store.changes` describes them. */
  changes(after: number, signal: AbortSignal): AsyncIterable<StoreEvent> {
    return { [Symbol.asyncIterator]: () => new ChangeIterator(this.#source, after, signal) };
  }

  /** Hands the history's newest write to the consumers that wait. Call it once for each write, before the next. */
  publish(): void {
    for (const iterator of this.#source.waiting) iterator.wake();
  }

  /** Ends all iterations. */
  close(): void {
    this.#source.closed = true;
    for (const iterator of this.#source.waiting) iterator.end();
  }
}

class ChangeIterator implements AsyncIterator<StoreEvent, undefined> {
  readonly #source: Source;
  readonly #signal: AbortSignal;
  /** The calls of `next` that wait, oldest first; where there are any, the position is the newest revision. */
  readonly #pending: ((result: ChangeResult) => void)[] = [];
  /** The revision of the write that was handed out last. */
  #position: number;
  #state: 'new' | 'started' | 'ended' = 'new';
  #listening = false;

  constructor(source: Source, after: number, signal: AbortSignal) {
    this.#source = source;
    this.#position = after;
    this.#signal = signal;
  }

  next(): Promise<ChangeResult> {
    const { history, closed } = this.#source;
    if (this.#state === 'ended' || this.#signal.aborted || (closed && this.#state === 'started')) return this.return();
    const refusal = closed ? new StoreError('closed', 'the store is closed') : history.refusal(this.#position);
    if (refusal !== undefined) {
      this.end();
      return Promise.reject(refusal);
    }
    this.#state = 'started';
    return this.#position < history.newest ? Promise.resolve(this.#take()) : this.#wait();
  }

  return(): Promise<ChangeResult> {
    this.end();
    return Promise.resolve(done);
  }

  /** Ends the pending calls and lets go of the signal and the store. */
  readonly end = (): void => {
    this.#state = 'ended';
    this.#source.waiting.delete(this);
    if (this.#listening) this.#signal.removeEventListener('abort', this.end);
    for (const resolve of this.#pending.splice(0)) resolve(done);
  };

  /** Answers the oldest pending call with the newest write. */
  wake(): void {
    const resolve = this.#pending.shift();
    if (this.#pending.length === 0) this.#source.waiting.delete(this);
    resolve?.(this.#take());
  }

  #take(): ChangeResult {
    this.#position++;
    return { done: false, value: this.#source.history.at(this.#position) };
  }

  #wait(): Promise<ChangeResult> {
    if (!this.#listening) {
      this.#listening = true;
      this.#signal.addEventListener('abort', this.end);
    }
    this.#source.waiting.add(this);
    return new Promise((resolve) => {
      this.#pending.push(resolve);
    });
  }
}
