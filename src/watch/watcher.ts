import type { Clock } from '../time/clock.ts';
import type { EventSink } from './event-sink.ts';
import { Batch, type Frame } from './frames.ts';
import type { GroupMember, WatchGroup } from './watch-group.ts';
import { type ReadWrites, WatchReader, type WatchStart } from './watch-reader.ts';

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
export interface WatchHub extends ReadWrites {
  readonly clock: Clock;
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

// How long the client of a watch that has ended may take to read the rest.
const LINGER_MS = 30_000;

/**
 * One watch. It is a position in the sequence of writes: while it lags behind, because it has just begun or its client reads
 * slowly, it reads the window at its own pace (see WatchReader), and nothing is kept for it; once it has caught up, its group
 * tells it of each write as it happens. Whoever is so far behind that the window may move on is ended while it can still resume
 * from its last version.
 */
export class Watcher implements GroupMember {
  readonly group: WatchGroup;
  readonly #hub: WatchHub;
  readonly #sink: EventSink;
  readonly #terms: WatchTerms;
  readonly #endsAt: number;
  /** What the client has not been told yet; while it is live, that is for the group to know. */
  readonly #reader: WatchReader;
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
    this.#reader = new WatchReader(group, start, terms.endsInitialEvents);
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
    this.#reader.position = this.#hub.sent;
    this.#block(batch);
  }

  /** Goes on with what has happened since the client was last told, a stretch at a time. */
  advance(): void {
    if (this.#state === 'blocked') {
      if (this.#hub.window.isFarBehind(this.#reader.position)) this.end();
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
    this.#reader.forget();
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#hub.remove(this);
  }

  #advance(): void {
    if (this.#reader.position < this.#hub.window.start) {
      this.end();
      return;
    }
    const frames = this.#framesOrEnd();
    if (frames === undefined) return;
    const isMore = this.#reader.isBehind(this.#hub.sent);
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
    else if (this.#reader.isAt(this.#hub.sent) && !(this.#isFirst && this.group.encoder.firstDiffers)) {
      this.#state = 'live';
      this.#hub.settle(this);
    }
  }

  #framesOrEnd(): readonly Frame[] | undefined {
    try {
      return this.#reader.next(this.#hub, this.#isFirst);
    } catch (error) {
      this.#hub.failed(error);
      this.end();
      return undefined;
    }
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
    const isCaughtUp = this.#state === 'apart' && this.#reader.isAt(this.#hub.sent);
    if (this.#state !== 'live' && !isCaughtUp) return;
    const frame = this.group.encoder.bookmark(this.#hub.sent, false, this.#isFirst);
    this.deliver(new Batch([frame], false));
    // What its first event alone could say has been said.
    if (isCaughtUp && this.#state === 'apart') this.#advance();
  }
}
