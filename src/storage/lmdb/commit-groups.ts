import { StoreError } from '../store-error.ts';

/** Something that is to be made durable. */
export interface Waiting<C> {
  readonly change: C;
  /** Called when it is durable. */
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** How groups are made durable. */
export interface GroupWriter<C> {
  /** Makes changes durable, all or none; resolves when they are. */
  write(changes: readonly C[]): Promise<void>;
  /** Called in order with what is durable now, before anybody has an answer. */
  committed(changes: readonly C[]): void;
}

/**
 * Makes changes durable in groups: while one is on its way to the disk, the next one gathers, so that many writers share one flush.
 * Changes rest on those before them: where a group fails, what has gathered behind it fails with it.
 */
export class CommitGroups<C> {
  readonly #writer: GroupWriter<C>;
  #gathering: Waiting<C>[] = [];
  #running: Promise<void> | undefined;

  constructor(writer: GroupWriter<C>) {
    this.#writer = writer;
  }

  /** Adds a change to the next group. */
  add(waiting: Waiting<C>): void {
    this.#gathering.push(waiting);
    this.#running ??= this.#run();
  }

  /** Resolves when nothing is on its way any more. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #run(): Promise<void> {
    // All that comes in the same turn of the event loop goes together.
    await new Promise<void>((resolve) => void setImmediate(resolve));
    while (this.#gathering.length > 0) {
      const group = this.#gathering;
      this.#gathering = [];
      const changes = group.map(({ change }) => change);
      try {
        await this.#writer.write(changes);
      } catch (error) {
        for (const { failed } of [...group, ...this.#gathering.splice(0)]) failed(error);
        continue;
      }
      this.#writer.committed(changes);
      for (const { done } of group) done();
    }
    this.#running = undefined;
  }
}

/** The error that a writer is told where its change could not be made durable. */
export function notDurable(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new StoreError('unavailable', message, { cause: error });
}
