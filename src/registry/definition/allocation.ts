import type { SharedRecords } from './shared-records.ts';

/** The write for which something is allocated. */
export interface AllocatingWrite {
  /** Whether nothing is going to be stored. */
  readonly dryRun: boolean;
  readonly signal: AbortSignal | undefined;
}

/** What was allocated for a write. One of both is called when the write is over; neither where nobody knows whether it was made. */
export interface Allocation {
  /** The object was written: what it no longer has is given back. */
  keep(): Promise<void>;
  /** The object was not written: what was taken for it is given back. */
  undo(): Promise<void>;
}

/**
 * Gives objects of a kind what the server hands out and no two of them may have, such as an address. What is taken stands in the
 * store beside the objects, so that servers that share it give nothing twice.
 */
export interface Allocator<T> {
  /** The field in which what is given stands: a write that leaves it as it is needs no allocation. */
  readonly field: string;
  /**
   * Fills in what `next` leaves to the server. Called once the owners of the object's fields are known and before the strategy
   * prepares it; not for subresources. `old` is undefined for a new object. Mutates `next`.
   * @throws StatusError 422 where the object asks for what it cannot have, 500 where nothing is left to give.
   */
  allocate(next: T, old: T | undefined, write: AllocatingWrite): Promise<Allocation>;
  /** Gives back what an object had that is gone. */
  release(object: T): Promise<void>;
}

/** What an allocation goes by. */
export interface AllocationSource<T> {
  readonly records: SharedRecords;
  /** The stored object of a name, or undefined. It is shared: not to be changed. */
  find(namespace: string, name: string, signal: AbortSignal | undefined): Promise<T | undefined>;
  /** A number of at least 0 and less than `limit`. */
  randomInt(limit: number): number;
  randomUUID(): string;
  /** Milliseconds since 1970. */
  now(): number;
}
