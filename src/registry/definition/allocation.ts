/** The write for which something is allocated. */
export interface AllocatingWrite {
  /** Whether nothing is going to be stored. */
  readonly dryRun: boolean;
  readonly signal: AbortSignal | undefined;
}

/** Gives objects of a kind what the server hands out and no two of them may have, such as an address. */
export interface Allocator<T> {
  /**
   * Fills in what `next` leaves to the server. Called once the owners of the object's fields are known and before the strategy
   * prepares it; not for subresources. `old` is undefined for a new object. Mutates `next`. While one allocation lasts the others
   * of the kind wait: it resolves to what ends it, which is called when the object has been written or given up.
   *
   * What is taken is what stored objects have: nothing is kept beside them, so that nothing has to be given back. Several servers
   * on one store may give the same to two objects that are written at the same moment.
   * @throws StatusError 422 where the object asks for what it cannot have, 500 where nothing is left to give.
   */
  allocate(next: T, old: T | undefined, write: AllocatingWrite): Promise<() => void>;
}

/** What an allocation goes by. */
export interface AllocationSource<T> {
  /** The stored objects of the kind, in all namespaces. They are shared: not to be changed. */
  stored(signal: AbortSignal | undefined): Promise<readonly T[]>;
  /** A number of at least 0 and less than `limit`. */
  randomInt(limit: number): number;
  /** Waits until no other allocation lasts; resolves to what ends this one. */
  readonly turn: AllocationTurn;
}

/** Waits until those who were before have ended their turns; resolves to what ends this one. */
export type AllocationTurn = () => Promise<() => void>;

/** Hands out turns, in the order in which they are asked for. */
export function allocationTurns(): AllocationTurn {
  let last = Promise.resolve();
  return async () => {
    const before = last;
    const { promise, resolve } = Promise.withResolvers<void>();
    last = promise;
    await before;
    return resolve;
  };
}
