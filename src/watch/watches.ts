import type { EventWindow } from '../storage/event-window.ts';
import { keyOfEvent, type StoreEvent } from '../storage/store-event.ts';
import type { Clock } from '../time/clock.ts';
import type { Turns } from '../time/turns.ts';
import type { EventSink } from './event-sink.ts';
import type { EventEncoder, Frame } from './frames.ts';
import { type Change, changeOf, type Predicate, type TriggerValues } from './predicate.ts';
import type { Follower, WatchCache } from './watch-cache.ts';
import type { WatchGroup } from './watch-group.ts';
import { WatchIndex } from './watch-index.ts';
import type { WatchStart } from './watch-reader.ts';
import { Watcher, type WatchHub, type WatchTerms } from './watcher.ts';

// So many watches are told of each write at once: waiting for others of the same turn would save less than it takes.
const FEW = 4;

// What may wait in memory for the clients of all watches to read it, in characters: one by one they take what a socket takes, but a
// single write of a large object may make each of many wait with a copy of its own.
const MAX_UNSENT = 64 * 1024 * 1024;

/** A watch to be opened. */
export interface WatchRequest {
  readonly predicate: Predicate;
  readonly encoder: EventEncoder;
  readonly start: WatchStart;
  readonly terms: WatchTerms;
}

/** A watch that was opened, for whoever holds its connection. */
export interface OpenWatch {
  /** Ends the stream, after what was sent. */
  end(): void;
  /** Frees everything; to be called when the connection is gone. */
  close(): void;
}

/**
 * Tells all watches of a server of each write that concerns them. The writes of one turn of the event loop are told together, at
 * its end: what concerns a group of like watches is framed once and written once to each of them.
 */
export class Watches implements Follower, WatchHub {
  readonly clock: Clock;
  readonly failed: (error: unknown) => void;
  readonly #cache: WatchCache;
  readonly #indexes = new Map<string, WatchIndex>();
  readonly #watchers = new Set<Watcher>();
  readonly #apart = new Set<Watcher>();
  #queue: StoreEvent[] = [];
  #sent: number;
  #unsent = 0;
  #isScheduled = false;
  #isStopped = false;
  readonly #encoded: { readonly encoder: EventEncoder; readonly type: Change['type']; readonly frame: Frame }[] = [];
  #dirty: WatchGroup[] = [];

  /**
   * Follows a cache. Nothing is done for a write while there are no watches. `failed` is told of events that cannot be written, which is
   * a fault of the server: the watches that they concern end, and nobody else is the wiser.
   */
  constructor(cache: WatchCache, clock: Clock, failed: (error: unknown) => void) {
    this.failed = failed;
    this.#cache = cache;
    this.clock = clock;
    this.#sent = cache.revision;
    cache.follow(this);
  }

  /** In which watches catch up. */
  get turns(): Turns {
    return this.#cache.turns;
  }

  /** The writes that are kept. */
  get window(): EventWindow {
    return this.#cache.window;
  }

  /** The revision up to which live watches have been told. */
  get sent(): number {
    return this.#sent;
  }

  /** How many watches are open. */
  get size(): number {
    return this.#watchers.size;
  }

  /**
   * Opens a watch, which tells of every write after its start that concerns it, in order, each once. The caller has made sure
   * that the window reaches back to the start, within this very turn.
   */
  open({ predicate, encoder, start, terms }: WatchRequest, sink: EventSink): OpenWatch {
    // A watch must not be told of what its start has told already.
    this.flush();
    const { kindPrefix } = predicate;
    let index = this.#indexes.get(kindPrefix);
    if (index === undefined) {
      index = new WatchIndex(kindPrefix);
      this.#indexes.set(kindPrefix, index);
    }
    const watcher = new Watcher(this, index.join(predicate, encoder), sink, start, terms);
    this.#watchers.add(watcher);
    watcher.begin();
    if (this.#isStopped) watcher.end();
    return watcher;
  }

  /** Ends all watches; those that are opened from now on end at once. */
  stop(): void {
    this.#isStopped = true;
    this.flush();
    for (const watcher of this.#watchers) watcher.end();
  }

  /** Ends all watches: what the cache has missed, it cannot tell. Clients resume where they were. */
  reset(): void {
    this.#queue = [];
    this.#sent = this.#cache.revision;
    for (const watcher of this.#watchers) watcher.end();
  }

  /** Takes note of a write; watches are told at the end of this turn, or where they are few, once this job is done. */
  see(event: StoreEvent): void {
    if (this.#watchers.size === 0) return;
    this.#queue.push(event);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    if (this.#watchers.size > FEW) setImmediate(this.#onTurn);
    else queueMicrotask(this.#onTurn);
  }

  readonly #onTurn = (): void => {
    this.#isScheduled = false;
    this.flush();
  };

  /** Tells the watches what they have not been told yet. */
  flush(): void {
    const events = this.#queue;
    if (events.length > 0) this.#queue = [];
    for (const event of events) this.#dispatch(event);
    this.#sent = this.#cache.revision;
    const dirty = this.#dirty;
    if (dirty.length > 0) this.#dirty = [];
    for (const group of dirty) group.deliver();
    if (events.length > 0) for (const watcher of this.#apart) watcher.advance();
  }

  /** The watch has nothing to wait for but its group. */
  settle(watcher: Watcher): void {
    this.#apart.delete(watcher);
    watcher.group.live.add(watcher);
  }

  /** The watch looks after itself. */
  setApart(watcher: Watcher): void {
    watcher.group.live.delete(watcher);
    this.#apart.add(watcher);
  }

  /** The watch is over. */
  remove(watcher: Watcher): void {
    const { group } = watcher;
    this.#watchers.delete(watcher);
    this.#apart.delete(watcher);
    group.live.delete(watcher);
    const { kindPrefix } = group.predicate;
    const index = this.#indexes.get(kindPrefix);
    index?.leave(group);
    if (index?.isEmpty === true) this.#indexes.delete(kindPrefix);
  }

  holdUnsent(length: number): boolean {
    this.#unsent += length;
    return this.#unsent <= MAX_UNSENT;
  }

  releaseUnsent(length: number): void {
    this.#unsent -= length;
  }

  #dispatch(event: StoreEvent): void {
    const key = keyOfEvent(event);
    for (const [prefix, index] of this.#indexes) {
      if (!key.startsWith(prefix)) continue;
      index.visit(event, (group, values) => this.#tell(group, event, values));
      this.#encoded.length = 0;
      return;
    }
  }

  #tell(group: WatchGroup, event: StoreEvent, values: TriggerValues | undefined): void {
    if (group.live.size === 0) return;
    try {
      const change = changeOf(group.predicate, event, values);
      if (change !== undefined && group.add(this.#encode(group.encoder, change))) this.#dirty.push(group);
    } catch (error) {
      this.failed(error);
      for (const member of group.live) member.end();
    }
  }

  /** A write in one form, which groups with the same form share. */
  #encode(encoder: EventEncoder, change: Change): Frame {
    for (const known of this.#encoded) {
      if (known.encoder === encoder && known.type === change.type) return known.frame;
    }
    const frame = encoder.change(change, false);
    this.#encoded.push({ encoder, type: change.type, frame });
    return frame;
  }
}
