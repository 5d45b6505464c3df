import type { EventWindow } from './event-window.ts';
import { StoreError } from './store-error.ts';
import { revisionOf, type StoreChange, type StoreEvent } from './store-event.ts';

type ChangeResult = IteratorResult<StoreChange, undefined>;

const done: ChangeResult = { done: true, value: undefined };

/** What the iterations of one store share. */
interface Source {
  readonly window: EventWindow;
  /** The iterators to wake when there is a write: those of which a call of `next` is pending. */
  readonly waiting: Set<ChangeIterator>;
  closed: boolean;
}

/**
 * Lets consumers read the window, each at its own pace, and wakes those that wait for the next write.
 *
 * A consumer is no more than a position in the window: nothing is queued for it, so the window's bounds are the bounds
 * of all consumers, and a consumer that does not wait costs a write nothing. There is no progress to tell: each revision is a write.
 */
export class ChangeFeed {
  readonly #source: Source;

  constructor(window: EventWindow) {
    this.#source = { window, waiting: new Set(), closed: false };
  }

  /** The writes after a revision, as `Store.changes` describes them. */
  changes(after: number, signal: AbortSignal): AsyncIterable<StoreChange> {
    return { [Symbol.asyncIterator]: () => new ChangeIterator(this.#source, after, signal) };
  }

  /** Hands a write to the consumers that wait. Call it once for each, before the window has it, which may have no room for it. */
  publish(event: StoreEvent): void {
    for (const iterator of this.#source.waiting) iterator.wake(event);
  }

  /** Ends all iterations. */
  close(): void {
    this.#source.closed = true;
    for (const iterator of this.#source.waiting) iterator.end();
  }
}

/** Why the state at a revision, or the writes after it, cannot be told: `compacted` or `future`; undefined where it can. */
export function refusal({ start, newest }: EventWindow, revision: number): StoreError | undefined {
  if (revision < start) {
    return new StoreError('compacted', `revision ${revision} is compacted: the oldest is ${start}`, {
      revision: start,
    });
  }
  if (revision > newest) {
    return new StoreError('future', `revision ${revision} is not reached: the newest is ${newest}`, {
      revision: newest,
    });
  }
  return undefined;
}

class ChangeIterator implements AsyncIterator<StoreChange, undefined> {
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
    const { window, closed } = this.#source;
    if (this.#state === 'ended' || this.#signal.aborted || (closed && this.#state === 'started')) return this.return();
    const refused = closed ? new StoreError('closed', 'the store is closed') : refusal(window, this.#position);
    if (refused !== undefined) {
      this.end();
      return Promise.reject(refused);
    }
    this.#state = 'started';
    const event = window.at(window.indexAfter(this.#position));
    return event === undefined ? this.#wait() : Promise.resolve(this.#take(event));
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
  wake(event: StoreEvent): void {
    const resolve = this.#pending.shift();
    if (this.#pending.length === 0) this.#source.waiting.delete(this);
    resolve?.(this.#take(event));
  }

  #take(event: StoreEvent): ChangeResult {
    this.#position = revisionOf(event);
    return { done: false, value: changeOf(event) };
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

/** What is told of a write: not what it replaced. */
function changeOf(event: StoreEvent): StoreChange {
  if (event.type === 'put') return { type: 'put', entry: event.entry };
  return { type: 'delete', key: event.key, revision: event.revision };
}
