import type { EventWindow } from '../storage/event-window.ts';
import type { StoreEntry } from '../storage/store-entry.ts';
import type { StoreEvent } from '../storage/store-event.ts';
import type { Turns } from '../time/turns.ts';
import type { Frame } from './frames.ts';
import { changeOf, type Predicate, selects } from './predicate.ts';
import type { WatchGroup } from './watch-group.ts';

/** Where a watch begins. */
export type WatchStart =
  /**
   * With the selected objects among `entries`, as additions, in their order; `revision` is that of the state they make up. The watch
   * selects them as it sends them: the client does not wait for the last one to be looked at before it gets the first.
   */
  | { readonly from: 'state'; readonly revision: number; readonly entries: readonly StoreEntry[] }
  /** With the first write after a revision, which may lie in the future. */
  | { readonly from: 'revision'; readonly revision: number };

/** Where what happened is read. */
export interface ReadWrites {
  readonly turns: Turns;
  readonly window: EventWindow;
  /** The revision up to which there is something to be told. */
  readonly sent: number;
}

// How much is read at once.
const CHUNK_LENGTH = 64 * 1024;

/**
 * Reads what a watch has yet to tell, a stretch at a time: the objects that were there at its start, then the writes since. It is no
 * more than a position among these, and nothing is kept for it.
 */
export class WatchReader {
  /** The revision up to which all has been read. */
  position: number;
  readonly #group: Pick<WatchGroup, 'predicate' | 'encoder'>;
  readonly #endsInitialEvents: boolean;
  #initial: readonly StoreEntry[] | undefined;
  #nextInitial = 0;

  /** `endsInitialEvents` is whether to tell that all that was there at the start has been told. */
  constructor(group: Pick<WatchGroup, 'predicate' | 'encoder'>, start: WatchStart, endsInitialEvents: boolean) {
    this.#group = group;
    this.position = start.revision;
    this.#initial = start.from === 'state' ? start.entries : undefined;
    this.#endsInitialEvents = endsInitialEvents;
  }

  /** Whether there is something to be read up to a revision. */
  isBehind(revision: number): boolean {
    return this.#initial !== undefined || this.position < revision;
  }

  /** Whether all up to a revision has been read, and nothing after it; a watch may begin later. */
  isAt(revision: number): boolean {
    return this.#initial === undefined && this.position === revision;
  }

  /** Lets go of the objects that were there at the start. */
  forget(): void {
    this.#initial = undefined;
  }

  /** What comes next; `isFirst` is whether nothing has been told yet. */
  next({ window, sent, turns }: ReadWrites, isFirst: boolean): Frame[] {
    const frames: Frame[] = [];
    let length = this.#addInitial(frames, turns, isFirst);
    if (this.#initial !== undefined) return frames;
    const { predicate, encoder } = this.#group;
    let index = window.indexAfter(this.position);
    for (let isOver = false; ; isOver = turns.isOver()) {
      const event = window.at(index);
      const revision = window.revisionAt(index);
      if (event === undefined || revision === undefined || revision > sent) {
        // Between the last write that concerns the kind and `sent` there is nothing to tell. The future stays where it is.
        if (this.position < sent) this.position = sent;
        break;
      }
      // What is told at one revision is told at once: the position stands for all of it.
      if ((isOver || length >= CHUNK_LENGTH) && revision !== this.position) break;
      index += 1;
      this.position = revision;
      const frame = frameOf(event, predicate, encoder, isFirst && frames.length === 0);
      if (frame === undefined) continue;
      frames.push(frame);
      length += frame.length;
    }
    return frames;
  }

  /** Adds a stretch of the objects that were there at the start; what is answered is how much that is. */
  #addInitial(frames: Frame[], turns: Turns, isFirst: boolean): number {
    let length = 0;
    const entries = this.#initial;
    if (entries === undefined) return 0;
    const { encoder, predicate } = this.#group;
    for (let isOver = false; !isOver && length < CHUNK_LENGTH; isOver = turns.isOver()) {
      const entry = entries[this.#nextInitial];
      if (entry === undefined) {
        this.#initial = undefined;
        break;
      }
      this.#nextInitial += 1;
      if (!selects(predicate, entry)) continue;
      const { value, revision } = entry;
      const frame = encoder.change({ type: 'ADDED', value, revision }, isFirst && frames.length === 0);
      frames.push(frame);
      length += frame.length;
    }
    if (this.#initial === undefined && this.#endsInitialEvents) {
      frames.push(encoder.bookmark(this.position, true, isFirst && frames.length === 0));
    }
    return length;
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
