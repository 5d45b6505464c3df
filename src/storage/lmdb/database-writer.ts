import type { StoreError } from '../store-error.ts';
import { revisionOf } from '../store-event.ts';
import { type Change, type Outcome, outcomeOf } from './change.ts';
import type { Room } from './commit-groups.ts';
import type { DataRoom } from './data-room.ts';
import type { Database } from './database.ts';
import type { DurableExpiries } from './durable-expiries.ts';

/** What groups are written with. */
export interface DatabaseWriterOptions {
  readonly database: Pick<Database, 'write' | 'revision' | 'forgotten'>;
  readonly room: DataRoom;
  readonly expiries: Pick<DurableExpiries, 'kept'>;
  /** Up to which revision the past may be forgotten. */
  readonly pastStart: () => number;
}

const isDeletion = ({ event }: Change): boolean => event.type === 'delete';

/**
 * Writes groups of changes to a database, where there is room. Where there is none, the past on disk is given up for it: whoever follows has it
 * in memory. Then only deletions are let in, and nothing is remembered of them, so that they make room, until there is enough.
 */
export class DatabaseWriter {
  readonly #database: DatabaseWriterOptions['database'];
  readonly #room: DataRoom;
  readonly #expiries: DatabaseWriterOptions['expiries'];
  readonly #pastStart: () => number;
  #isFull = false;
  /** Whether the newest group could not be made durable. */
  #hasFailed = false;
  /** Whether the group that is written next is remembered. */
  #keepsPast = true;

  constructor({ database, room, expiries, pastStart }: DatabaseWriterOptions) {
    this.#database = database;
    this.#room = room;
    this.#expiries = expiries;
    this.#pastStart = pastStart;
  }

  /** Finds room for as many changes as there is for; they are to be written next. */
  async makeRoom(changes: readonly Change[]): Promise<Room> {
    for (let count = changes.length; count > 1; count = Math.ceil(count / 2)) {
      const refused = await this.#refusalOf(changes.slice(0, count));
      if (refused === undefined) return { count };
    }
    const refused = await this.#giveUpPastFor(changes.slice(0, 1));
    return refused === undefined ? { count: 1 } : { refusal: refused };
  }

  /** Makes a group durable. */
  async write(changes: readonly Change[]): Promise<void> {
    const last = changes.at(-1);
    const revision = last === undefined ? this.#database.revision : revisionOf(last.event);
    const written = this.#database.write({
      ...outcomeOf(changes, this.#keepsPast),
      expiries: this.#expiries.kept(changes),
      forgetUpTo: this.#keepsPast ? this.#pastStart() : revision,
      revision,
    });
    try {
      await written;
      this.#hasFailed = false;
    } catch (error) {
      this.#hasFailed = true;
      throw error;
    }
  }

  /** Why writes are refused for now; undefined where they are not. */
  async check(): Promise<StoreError | undefined> {
    const failed = this.#hasFailed ? await this.#room.flush() : undefined;
    if (failed !== undefined) return failed;
    this.#hasFailed = false;
    if (!this.#isFull) return undefined;
    const refused = await this.#room.check();
    if (refused === undefined) this.#isFull = false;
    return refused;
  }

  /** Why there is no room for changes. Where the past was given up, nothing is remembered before there is room for more than deletions. */
  async #refusalOf(changes: readonly Change[]): Promise<StoreError | undefined> {
    this.#keepsPast = !this.#isFull;
    const stuck = this.#isFull ? await this.#forgetPast() : undefined;
    const refused = stuck ?? (await this.#room.refusalOf(outcomeOf(changes, this.#keepsPast)));
    if (refused === undefined && !changes.every(isDeletion)) this.#isFull = false;
    return refused;
  }

  async #giveUpPastFor(changes: readonly Change[]): Promise<StoreError | undefined> {
    const refused = await this.#refusalOf(changes);
    if (refused === undefined || this.#isFull) return refused;
    this.#isFull = true;
    return this.#refusalOf(changes);
  }

  get #isPastKept(): boolean {
    return this.#database.forgotten < this.#database.revision;
  }

  /** Forgets all of the past; resolves to why it could not. */
  async #forgetPast(): Promise<StoreError | undefined> {
    const { revision } = this.#database;
    while (this.#isPastKept) {
      const refused = await this.#room.refusalOf(NOTHING);
      if (refused !== undefined) return refused;
      await this.#database.write({ ...NOTHING, expiries: new Map(), forgetUpTo: revision, revision });
    }
    return undefined;
  }
}

const NOTHING: Outcome = { events: [], keepsPast: false };
