import type { EventEncoder, Frame } from './frames.ts';
import { Batch } from './frames.ts';
import type { Predicate } from './predicate.ts';

/** One of a group's watches. */
export interface GroupMember {
  /** Sends what the group has to say. */
  deliver(batch: Batch): void;
  /** Ends the stream. */
  end(): void;
}

/** Watches that are to get the very same: the same selection in the same form. What they get is framed once. */
export class WatchGroup {
  readonly predicate: Predicate;
  readonly encoder: EventEncoder;
  /** How many watches belong to the group, live or not. */
  size = 0;
  /** The members that have seen all that was sent so far. */
  readonly live = new Set<GroupMember>();
  #frames: Frame[] = [];

  constructor(predicate: Predicate, encoder: EventEncoder) {
    this.predicate = predicate;
    this.encoder = encoder;
  }

  /** Adds a frame to the next delivery; true where it is the first. */
  add(frame: Frame): boolean {
    this.#frames.push(frame);
    return this.#frames.length === 1;
  }

  /** Sends the frames to all live members. */
  deliver(): void {
    const frames = this.#frames;
    this.#frames = [];
    const batch = new Batch(frames, this.live.size > 1);
    for (const member of this.live) member.deliver(batch);
  }
}
