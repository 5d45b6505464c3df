import type { EventWindow } from '../storage/event-window.ts';
import type { StoreEntry } from '../storage/store-entry.ts';
import type { StoreEvent } from '../storage/store-event.ts';
import type { Clock } from '../time/clock.ts';
import type { Turns } from '../time/turns.ts';
import type { EventSink } from './event-sink.ts';
import { Batch, type Frame } from './frames.ts';
import { changeOf, type Predicate, selects } from './predicate.ts';
import type { GroupMember, WatchGroup } from './watch-group.ts';

/** Where a watch begins. */
export type WatchStart =
  /**
   * With the selected objects among `entries`, as additions, in their order; `revision` is that of the state they make up. The watch
   * selects them as it sends them: the client does not wait for the last one to be looked at before it gets the first.
   */
  | { readonly from: 'state'; readonly revision: number; readonly entries: readonly StoreEntry[] }
  /** With the first write after a revision, which may lie in the future. */
  | { readonly from: 'revision'; readonly revision: number };

/** How long a watch lasts and what it tells beside the writes. */
export interface WatchTerms {
  /** After how many milliseconds it ends. */
  readonly timeoutMs: number;
  /** Whether it tells how far it has come: every minute, and shortly before it ends. */
  readonly bookmarks: boolean;
  /** Whether it tells that all that was there at its start has been told. */
  readonly endsInitialEvents: boolean;
}

/** What a watch needs of those who run it. */
export interface WatchHub {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly window: EventWindow;
  /** Told of an event that cannot be written. */
  readonly failed: (error: unknown) => void;
  /** The revision up to which live watches have been told. */
  readonly sent: number;
  /** Sends what has not been sent yet, so that `sent` is as new as can be. */
  flush(): void;
  /** The watch has nothing to wait for but its group. */
  settle(watcher: Watcher): void;
  /** The watch looks after itself: its `advance` is to be called after each flush. */
  setApart(watcher: Watcher): void;
  /** The watch is over. */
  remove(watcher: Watcher): void;
  /** Counts what waits for its reader; false where that is more than may wait of all watches together. */
  holdUnsent(length: number): boolean;
  /** It has been read, or is given up. */
  releaseUnsent(length: number): void;
}

// kube-apiserver's: every minute, and two seconds before the time is up.
const BOOKMARK_EVERY_MS = 60_000;
const BOOKMARK_BEFORE_END_MS = 2000;

// Timers reach no further.
const MAX_TIMER_MS = 2 ** 31 - 1;

// How much is sent at once.
const CHUNK_LENGTH = 64 * 1024;

// How long the client of a watch that has ended may take to read the rest.
const LINGER_MS = 30_000;

/**
 * One watch. It is a position in the sequence of writes: while it lags behind, because it has just begun or its client reads slowly,
 * it reads the window at its own pace, and nothing is kept for it; once it has caught up, its group tells it of each write as
 * it happens. Whoever is so far behind that the window may move on is ended while it can still resume from its last version.
 */
export class Watcher implements GroupMember {
  readonly group: WatchGroup;
  readonly #hub: WatchHub;
  readonly #sink: EventSink;
  readonly #terms: WatchTerms;
  readonly #endsAt: number;
  #initial: readonly StoreEntry[] | undefined;
  #nextInitial = 0;
  /** The revision up to which the client has been told; while it is live, the hub's. */
  #position: number;
  #state: 'live' | 'apart' | 'yielding' | 'blocked' | 'ended' = 'apart';
  #isFirst = true;
  /** How much waits for the client alone to be read. */
  #unsent = 0;
  #stopTimer: (() => void) | undefined;

  constructor(hub: WatchHub, group: WatchGroup, sink: EventSink, start: WatchStart, terms: WatchTerms) {
    this.group = group;
    this.#hub = hub;
    this.#sink = sink;
    this.#terms = terms;
    this.#position = start.revision;
    this.#initial = start.from === 'state' ? start.entries : undefined;
    this.#endsAt = hub.clock.now() + terms.timeoutMs;
  }

  /** Begins to send. To be called once. */
  begin(): void {
    this.#hub.setApart(this);
    this.#schedule();
    this.advance();
  }

  /** Sends what the group has to say. */
  deliver(batch: Batch): void {
    this.#isFirst = false;
    if (this.#sink.write(batch)) return;
    // The batch is the hub's newest; the rest is read from the window.
    this.#position = this.#hub.sent;
    this.#block(batch);
  }

  /** Goes on with what has happened since the client was last told, a stretch at a time. */
  advance(): void {
    if (this.#state === 'blocked') {
      if (this.#hub.window.isFarBehind(this.#position)) this.end();
    } else if (this.#state !== 'apart') return;
    else if (this.group.predicate.isCostly) this.#yield();
    else this.#advance();
  }

  /** Ends the stream: the client resumes from what it was told last. */
  end(): void {
    if (this.#state === 'ended') return;
    this.#leave();
    this.#sink.end();
    this.#stopTimer = this.#hub.clock.after(LINGER_MS, () => this.#sink.destroy());
  }

  /** Lets go of everything: the connection is gone, or done with. */
  close(): void {
    if (this.#state !== 'ended') this.#leave();
    this.#stopTimer?.();
  }

  #leave(): void {
    this.#state = 'ended';
    this.#releaseUnsent();
    this.#initial = undefined;
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#hub.remove(this);
  }

  #advance(): void {
    if (this.#position < this.#hub.window.start) {
      this.end();
      return;
    }
    const frames = this.#framesOrEnd();
    if (frames === undefined) return;
    const isMore = this.#initial !== undefined || this.#position < this.#hub.sent;
    if (frames.length > 0) {
      this.#isFirst = false;
      const batch = new Batch(frames, false);
      if (!this.#sink.write(batch)) {
        this.#block(batch);
        return;
      }
    }
    if (isMore) this.#yield();
    else if (this.group.predicate.isCostly) return;
    else if (this.#position === this.#hub.sent && !(this.#isFirst && this.group.encoder.firstDiffers)) {
      this.#state = 'live';
      this.#hub.settle(this);
    }
  }

  #framesOrEnd(): readonly Frame[] | undefined {
    try {
      return this.#nextFrames();
    } catch (error) {
      this.#hub.failed(error);
      this.end();
      return undefined;
    }
  }

  #nextFrames(): Frame[] {
    const frames: Frame[] = [];
    let length = this.#addInitial(frames);
    if (this.#initial !== undefined) return frames;
    const { window, sent } = this.#hub;
    const { predicate, encoder } = this.group;
    let index = window.indexAfter(this.#position);
    for (let isOver = false; ; isOver = this.#hub.turns.isOver()) {
      const event = window.at(index);
      const revision = window.revisionAt(index);
      if (event === undefined || revision === undefined || revision > sent) {
        // Between the last write that concerns the kind and `sent` there is nothing to tell. The future stays where it is.
        if (this.#position < sent) this.#position = sent;
        break;
      }
      // What is told at one revision is told at once: the position stands for all of it.
      if ((isOver || length >= CHUNK_LENGTH) && revision !== this.#position) break;
      index += 1;
      this.#position = revision;
      const frame = frameOf(event, predicate, encoder, this.#isFirst && frames.length === 0);
      if (frame === undefined) continue;
      frames.push(frame);
      length += frame.length;
    }
    return frames;
  }

  /** Adds a stretch of the objects that were there at the start; what is answered is how much that is. */
  #addInitial(frames: Frame[]): number {
    let length = 0;
    const { encoder } = this.group;
    const entries = this.#initial;
    if (entries === undefined) return 0;
    const { predicate } = this.group;
    for (let isOver = false; !isOver && length < CHUNK_LENGTH; isOver = this.#hub.turns.isOver()) {
      const entry = entries[this.#nextInitial];
      if (entry === undefined) {
        this.#initial = undefined;
        break;
      }
      this.#nextInitial += 1;
      if (!selects(predicate, entry)) continue;
      const { value, revision } = entry;
      const frame = encoder.change({ type: 'ADDED', value, revision }, this.#isFirst && frames.length === 0);
      frames.push(frame);
      length += frame.length;
    }
    if (this.#initial === undefined && this.#terms.endsInitialEvents) {
      frames.push(encoder.bookmark(this.#position, true, this.#isFirst && frames.length === 0));
    }
    return length;
  }

  #yield(): void {
    this.#state = 'yielding';
    void this.#hub.turns.next().then(() => {
      if (this.#state !== 'yielding') return;
      this.#state = 'apart';
      this.#advance();
    });
  }

  /** Waits until the client has read a batch; where too much waits for all clients together, its connection is cut. */
  #block(batch: Batch): void {
    this.#state = 'blocked';
    this.#unsent = batch.ownLength;
    if (!this.#hub.holdUnsent(this.#unsent)) {
      this.#leave();
      this.#sink.destroy();
      return;
    }
    this.#hub.setApart(this);
    this.#sink.onDrained(() => {
      if (this.#state !== 'blocked') return;
      this.#releaseUnsent();
      this.#state = 'apart';
      this.#advance();
    });
  }

  #releaseUnsent(): void {
    this.#hub.releaseUnsent(this.#unsent);
    this.#unsent = 0;
  }

  #schedule(): void {
    const left = this.#endsAt - this.#hub.clock.now();
    const beforeEnd = left - BOOKMARK_BEFORE_END_MS;
    const isBookmarkNext = this.#terms.bookmarks && beforeEnd > 0;
    const wait = isBookmarkNext ? Math.min(BOOKMARK_EVERY_MS, beforeEnd) : Math.min(Math.max(0, left), MAX_TIMER_MS);
    this.#stopTimer = this.#hub.clock.after(wait, () => this.#onTime(isBookmarkNext));
  }

  #onTime(isBookmark: boolean): void {
    if (isBookmark) this.#sendBookmark();
    // A timer may be a millisecond early.
    else if (this.#endsAt - this.#hub.clock.now() < 2) this.end();
    if (this.#state !== 'ended') this.#schedule();
  }

  /** Tells how far the stream has come. One that lags behind tells it by its events. */
  #sendBookmark(): void {
    this.#hub.flush();
    const isCaughtUp = this.#state === 'apart' && this.#initial === undefined && this.#position === this.#hub.sent;
    if (this.#state !== 'live' && !isCaughtUp) return;
    const frame = this.group.encoder.bookmark(this.#hub.sent, false, this.#isFirst);
    this.deliver(new Batch([frame], false));
    // What its first event alone could say has been said.
    if (isCaughtUp && this.#state === 'apart') this.#advance();
  }
}

function frameOf(
  event: StoreEvent,
  predicate: Predicate,
  encoder: WatchGroup['encoder'],
  isFirst: boolean,
): Frame | undefined {
  const change = changeOf(predicate, event);
  return change === undefined ? undefined : encoder.change(change, isFirst);
}
