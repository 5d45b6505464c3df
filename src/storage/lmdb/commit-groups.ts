/** Something that is to be made durable. */
export interface Waiting<C> {
  readonly change: C;
  /** Called when it is durable. */
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** How many changes there is room for, the first of those asked about; where there is none for the very first, why. */
export type Room = { readonly count: number } | { readonly refusal: unknown };

/** How groups are made durable. */
export interface GroupWriter<C> {
  /** What a change is of: changes of one subject rest on those before them. */
  subjectOf(change: C): string;
  /** Finds room for changes. */
  makeRoom(changes: readonly C[]): Promise<Room>;
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
      let group = this.#gathering.splice(0);
      try {
        const room = await this.#writer.makeRoom(group.map(({ change }) => change));
        if ('refusal' in room) {
          this.#refuseFirst(group, room.refusal);
          continue;
        }
        this.#gathering = [...group.slice(room.count), ...this.#gathering];
        group = group.slice(0, room.count);
        await this.#writer.write(group.map(({ change }) => change));
      } catch (error) {
        for (const { failed } of [...group, ...this.#gathering.splice(0)]) failed(error);
        continue;
      }
      this.#writer.committed(group.map(({ change }) => change));
      for (const { done } of group) done();
    }
    this.#running = undefined;
  }

  /** Fails the first of a group and what rests on it; all else stays where it was. */
  #refuseFirst(group: readonly Waiting<C>[], error: unknown): void {
    const [first] = group;
    const subject = first && this.#writer.subjectOf(first.change);
    this.#gathering = [...group, ...this.#gathering].filter(({ change, failed }) => {
      if (this.#writer.subjectOf(change) !== subject) return true;
      failed(error);
      return false;
    });
  }
}
