import { append } from '../../apimachinery/append.ts';
import { revisionOf, type StoreEvent } from '../store-event.ts';

/** Writes of the past that may be forgotten. */
export interface Forgettable {
  /** The revisions of what is not kept for anything else. */
  readonly revisions: readonly number[];
  /** Up to which revision the past is then forgotten. */
  readonly upTo: number;
  /** For `forget`. */
  readonly count: number;
}

interface PastWrite {
  readonly revision: number;
  /** What only this write's past needs: what it replaced, and where it was a deletion, itself. */
  readonly revisions: readonly number[];
}

// The places of what is forgotten are given back when these are so many, and half of all.
const GIVE_BACK_AT = 1024;

/** Knows what each write that is remembered keeps from being forgotten. */
export class PastWrites {
  #writes: PastWrite[] = [];
  #first = 0;

  /** Adds a write that is newer than all others. */
  add(event: StoreEvent): void {
    const revision = revisionOf(event);
    const revisions = event.previous === undefined ? [] : [event.previous.revision];
    if (event.type === 'delete') revisions.push(revision);
    this.#writes.push({ revision, revisions });
  }

  /** What can be forgotten of the past up to a revision: all of it, or the first of it where there is more than `most`. */
  forgettable(upTo: number, most: number): Forgettable {
    const revisions: number[] = [];
    let next = this.#first;
    for (; next < this.#writes.length; next += 1) {
      const write = this.#writes[next] as PastWrite;
      if (write.revision > upTo) break;
      if (revisions.length + write.revisions.length > most) {
        return { revisions, upTo: write.revision - 1, count: next - this.#first };
      }
      append(revisions, write.revisions);
    }
    return { revisions, upTo, count: next - this.#first };
  }

  /** Forgets the first writes. */
  forget(count: number): void {
    this.#first += count;
    if (this.#first < GIVE_BACK_AT || this.#first * 2 < this.#writes.length) return;
    this.#writes = this.#writes.slice(this.#first);
    this.#first = 0;
  }
}
