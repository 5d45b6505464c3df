import { releasedLength } from './segments.ts';
import type { KeyRange } from './store.ts';
import type { StoreEntry } from './store-entry.ts';
import { keyOfEvent, revisionOf, type StoreEvent } from './store-event.ts';

/** How much of the past is kept. What goes beyond any of the bounds is forgotten, oldest first. */
export interface WindowLimits {
  /** How many events. */
  readonly events: number;
  /** The text that is kept for the past's sake alone, in characters. */
  readonly bytes: number;
  /** For how many milliseconds, to a second; Infinity where time does not count. */
  readonly ageMs: number;
}

// The places that forgotten events leave are given back when this many are free, and half of all are.
const COMPACT_AT = 1024;
const AGE_STEP_MS = 1000;

/** The moment since which there were no older events than those after a revision. */
interface Mark {
  readonly revision: number;
  readonly at: number;
}

/** Revisions between two that are known, of which is not known what stood there. */
interface Gap {
  readonly after: number;
  readonly before: number;
}

/**
 * The newest events, in order of their revisions, which may have gaps; several may share one. What they replaced and what they
 * put share the text that stayed as it was (see replacing): what an event counts towards the bytes is the text that is in memory for
 * the past's sake alone.
 */
export class EventWindow {
  readonly #limits: WindowLimits;
  #events: (StoreEvent | undefined)[] = [];
  /** The revision at which each event is told. */
  #revisions: number[] = [];
  /** The bytes of all events up to and including each, since the window began. */
  #sums: number[] = [];
  #first = 0;
  #forgottenBytes = 0;
  readonly #marks: Mark[] = [];
  #gaps: readonly Gap[] = [];
  #start: number;
  #newest: number;

  /** An empty window that begins after a revision. */
  constructor(limits: WindowLimits, start: number) {
    this.#limits = limits;
    this.#start = start;
    this.#newest = start;
  }

  /** The oldest revision of which the state, and the events after it, can be told. */
  get start(): number {
    return this.#start;
  }

  /** The revision up to which the window tells all events. */
  get newest(): number {
    return this.#newest;
  }

  /**
   * Adds an event, at a revision that is not older than that of any other. `now` is in milliseconds, of a clock that never goes
   * back.
   */
  append(event: StoreEvent, now: number, revision = revisionOf(event)): void {
    const last = this.#marks.at(-1);
    if (last === undefined || now - last.at >= AGE_STEP_MS) this.#marks.push({ revision: this.#newest, at: now });
    this.#events.push(event);
    this.#revisions.push(revision);
    this.#sums.push((this.#sums.at(-1) ?? this.#forgottenBytes) + sizeOf(event));
    this.#newest = revision;
    this.#trim(now);
  }

  /** Notes that events between the newest revision and a later one are missing: the next that are added, at that one, make up for them. */
  skipTo(revision: number): void {
    this.#gaps = [
      ...this.#gaps.filter(({ before }) => before > this.#start),
      { after: this.#newest, before: revision },
    ];
  }

  /** Whether the state at a revision that is reached, and the events after it, can be told. */
  knows(revision: number): boolean {
    return this.knownFrom(revision) === revision;
  }

  /** The revision itself, or where that is not known the next that is. */
  knownFrom(revision: number): number {
    if (revision < this.#start) return this.#start;
    return this.#gaps.find(({ after, before }) => revision > after && revision < before)?.before ?? revision;
  }

  /** Comes to a revision of which there is no event. */
  progress(revision: number): void {
    if (revision > this.#newest) this.#newest = revision;
  }

  /** Forgets the events up to and including a revision that is reached. */
  compact(revision: number): void {
    if (revision > this.#start) this.#forgetUpTo(revision);
    this.#giveBack();
  }

  /** The place of the first event after a revision that is kept. */
  indexAfter(revision: number): number {
    // Most often the caller has seen all but the last few.
    const { length } = this.#events;
    if (revision >= this.#newest) return length;
    let low = this.#first;
    let high = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#revisions[middle] as number) > revision) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The event at a place; undefined behind the newest. Places stay what they are until the next `append` or `compact`. */
  at(index: number): StoreEvent | undefined {
    return this.#events[index];
  }

  /** The revision at which the event at a place is told. What the store wrote at once, or was missed, is told at one. */
  revisionAt(index: number): number | undefined {
    return this.#revisions[index];
  }

  /**
   * Whether whoever has seen the events up to a revision is so far behind that half of what may be kept lies before it: should
   * it go on from there later, the window may have moved on.
   */
  isFarBehind(revision: number): boolean {
    if (revision < this.#start) return true;
    const index = this.indexAfter(revision);
    if (this.#events.length - index > this.#limits.events / 2) return true;
    const seen = index === this.#first ? this.#forgottenBytes : (this.#sums[index - 1] as number);
    return (this.#sums.at(-1) ?? seen) - seen > this.#limits.bytes / 2;
  }

  /** Of each key of a range that was written after a revision that is kept: its state at that revision. */
  statesAt({ from, to }: KeyRange, revision: number): Map<string, StoreEntry | undefined> {
    const states = new Map<string, StoreEntry | undefined>();
    for (let index = this.indexAfter(revision); index < this.#events.length; index += 1) {
      const event = this.#events[index] as StoreEvent;
      const key = keyOfEvent(event);
      if (key >= from && key < to && !states.has(key)) states.set(key, event.previous);
    }
    return states;
  }

  /** Forgets what has become too old. */
  forgetOld(now: number): void {
    let passed: Mark | undefined;
    while (this.#marks[0] !== undefined && this.#marks[0].at <= now - this.#limits.ageMs) passed = this.#marks.shift();
    // What came after the last mark that has passed may be up to a step younger; it goes with the next one.
    if (passed !== undefined && passed.revision > this.#start) this.#forgetUpTo(passed.revision);
  }

  #trim(now: number): void {
    const { events, bytes } = this.#limits;
    while (
      this.#events.length - this.#first > events ||
      ((this.#sums.at(-1) ?? 0) - this.#forgottenBytes > bytes && this.#first < this.#events.length)
    ) {
      this.#forgetOldest();
    }
    this.forgetOld(now);
    this.#giveBack();
  }

  #giveBack(): void {
    if (this.#first < COMPACT_AT || this.#first * 2 < this.#events.length) return;
    this.#events = this.#events.slice(this.#first);
    this.#revisions = this.#revisions.slice(this.#first);
    this.#sums = this.#sums.slice(this.#first);
    this.#first = 0;
  }

  #forgetUpTo(revision: number): void {
    while (this.#first < this.#events.length && (this.#revisions[this.#first] as number) <= revision)
      this.#forgetOldest();
    this.#start = revision;
  }

  #forgetOldest(): void {
    this.#start = this.#revisions[this.#first] as number;
    this.#forgottenBytes = this.#sums[this.#first] as number;
    this.#events[this.#first] = undefined;
    this.#first += 1;
    while (this.#marks[1] !== undefined && this.#marks[1].revision <= this.#start) this.#marks.shift();
  }
}

function sizeOf(event: StoreEvent): number {
  if (event.previous === undefined) return 0;
  return releasedLength(event.previous.value, event.type === 'put' ? event.entry.value : undefined);
}
