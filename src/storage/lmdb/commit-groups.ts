/** Something that is to be made durable. */
export interface Waiting<C> {
  readonly change: C;
  /** Called when it is durable. */
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** The changes that there is no room for, and why. */
export interface Refusal<C> {
  readonly changes: ReadonlySet<C>;
  readonly error: unknown;
}

/** How groups are made durable. */
export interface GroupWriter<C> {
  /** What a change is of: changes of one subject rest on those before them. */
  subjectOf(change: C): string;
  /** Finds room for changes; resolves to those that there is none for. */
  makeRoom(changes: readonly C[]): Promise<Refusal<C> | undefined>;
  /** Makes changes durable, all or none; resolves when they are. */
  write(changes: readonly C[]): Promise<void>;
  /** Called in order with what is durable now, before anybody has an answer. */
  committed(changes: readonly C[]): void;
}

/**
 * Makes changes durable in groups: while one is on its way to the disk, the next one gathers, so that many writers share one flush.
 * What there is no room for fails alone, with what rests on it; where a whole group fails, what has gathered behind it fails with it.
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
      let group = this.#gathering;
      this.#gathering = [];
      try {
        const refusal = await this.#writer.makeRoom(group.map(({ change }) => change));
        if (refusal !== undefined) group = this.#withoutRefused(group, refusal);
        if (group.length > 0) await this.#writer.write(group.map(({ change }) => change));
      } catch (error) {
        for (const { failed } of [...group, ...this.#gathering.splice(0)]) failed(error);
        continue;
      }
      this.#writer.committed(group.map(({ change }) => change));
      for (const { done } of group) done();
    }
    this.#running = undefined;
  }

  /** Fails what is refused, and what rests on it; returns the rest of the group. */
  #withoutRefused(group: readonly Waiting<C>[], { changes, error }: Refusal<C>): Waiting<C>[] {
    const subjects = new Set<string>();
    const stays = ({ change, failed }: Waiting<C>): boolean => {
      const subject = this.#writer.subjectOf(change);
      if (!changes.has(change) && !subjects.has(subject)) return true;
      subjects.add(subject);
      failed(error);
      return false;
    };
    const rest = group.filter(stays);
    this.#gathering = this.#gathering.filter(stays);
    return rest;
  }
}
