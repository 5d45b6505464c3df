import { releasedLength } from '../segments.ts';
import type { KeyRange, StoreOptions } from '../store.ts';
import type { StoreEntry } from '../store-entry.ts';
import { StoreError } from '../store-error.ts';
import { keyOfEvent, revisionOf, type StoreEvent } from '../store-event.ts';

/** A power of two; the ring doubles from here, so that a store of few writes stays small. */
const initialCapacity = 1024;

/**
 * The newest writes of the memory store, bounded by number and by size.
 *
 * Each revision is one write, so a ring of a power of two places needs no bookkeeping: the write of a revision stands at
 * the revision's low bits. Appending and forgetting a write take constant time.
 */
export class History {
  readonly #limits: StoreOptions;
  #events: (StoreEvent | undefined)[] = new Array(initialCapacity).fill(undefined);
  #newest = 0;
  #compacted = 0;
  /** What the kept events count towards `historyBytes`. */
  #bytes = 0;

  constructor(limits: StoreOptions) {
    this.#limits = limits;
  }

  /** The revision of the newest write; 0 where there was none. */
  get newest(): number {
    return this.#newest;
  }

  /** Why the state at a revision, or the writes after it, cannot be told: `compacted` or `future`; undefined where it can. */
  refusal(revision: number): StoreError | undefined {
    if (revision < this.#compacted) {
      const message = `revision ${revision} is compacted: the oldest is ${this.#compacted}`;
      return new StoreError('compacted', message, { revision: this.#compacted });
    }
    if (revision > this.#newest) {
      const message = `revision ${revision} is not reached: the newest is ${this.#newest}`;
      return new StoreError('future', message, { revision: this.#newest });
    }
    return undefined;
  }

  /** Adds the write of the revision after the newest. It may go beyond the bounds until {@link trim} is called. */
  append(event: StoreEvent): void {
    if (this.#newest - this.#compacted === this.#events.length) this.#grow();
    this.#newest++;
    this.#events[this.#place(this.#newest)] = event;
    this.#bytes += sizeOf(event);
  }

  /** Forgets the oldest writes until the bounds are kept. */
  trim(): void {
    const { historyEvents, historyBytes } = this.#limits;
    while (this.#newest - this.#compacted > historyEvents || this.#bytes > historyBytes) this.#forgetOldest();
  }

  /** Forgets the writes up to and including a revision that is reached. */
  compact(revision: number): void {
    while (this.#compacted < revision) this.#forgetOldest();
  }

  /** The write of a revision that is kept. */
  at(revision: number): StoreEvent {
    return this.#events[this.#place(revision)] as StoreEvent;
  }

  /** Of each key of a range that was written after a revision that is reached: its state at that revision. */
  statesAt({ from, to }: KeyRange, revision: number): Map<string, StoreEntry | undefined> {
    const states = new Map<string, StoreEntry | undefined>();
    for (let later = revision + 1; later <= this.#newest; later++) {
      const event = this.at(later);
      const key = keyOfEvent(event);
      if (key >= from && key < to && !states.has(key)) states.set(key, event.previous);
    }
    return states;
  }

  #forgetOldest(): void {
    this.#compacted++;
    const place = this.#place(this.#compacted);
    this.#bytes -= sizeOf(this.#events[place] as StoreEvent);
    this.#events[place] = undefined;
  }

  #place(revision: number): number {
    return revision & (this.#events.length - 1);
  }

  #grow(): void {
    const before = this.#events;
    this.#events = new Array(before.length * 2).fill(undefined);
    for (const event of before) {
      if (event === undefined) continue;
      this.#events[this.#place(revisionOf(event))] = event;
    }
  }
}

/**
 * What a write counts towards `historyBytes`: the text that it replaced or removed. Where each text that did not change
 * is shared, the sum is the text that is in memory for the history's sake alone.
 */
function sizeOf(event: StoreEvent): number {
  if (event.previous === undefined) return 0;
  return releasedLength(event.previous.value, event.type === 'put' ? event.entry.value : undefined);
}
