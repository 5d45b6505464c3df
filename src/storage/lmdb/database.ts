import type { RootDatabase } from 'lmdb';
import { keyOfEvent, revisionOf } from '../store-event.ts';
import type { Outcome } from './change.ts';
import { encodeNumber } from './encoding.ts';
import { countPages, type Pages } from './pages.ts';
import { PastWrites } from './past-writes.ts';
import type { Kept } from './read-tables.ts';
import { COMPACTED, openTables, REVISION, type Tables } from './tables.ts';

/** Writes that become durable together, or not at all. */
export interface Group extends Outcome {
  /** When keys are to go, in seconds since 1970; undefined where they stay after all. */
  readonly expiries: ReadonlyMap<string, number | undefined>;
  /** Up to and including which revision what is remembered may be forgotten. */
  readonly forgetUpTo: number;
  readonly revision: number;
}

/** How much of the past a group forgets at most, beside as much as it adds: more would keep everybody waiting. */
export const FORGOTTEN_AT_ONCE = 32;

/** What an LMDB store writes to (see Tables). All that there is to be read was read before (see readAll). */
export class Database {
  readonly #env: RootDatabase<Buffer, Buffer>;
  readonly #tables: Tables;
  readonly #past = new PastWrites();
  #revision: number;
  #forgotten: number;

  /** `kept` is what the environment has. */
  constructor(
    env: RootDatabase<Buffer, Buffer>,
    { events, revision, compacted }: Pick<Kept, 'events' | 'revision' | 'compacted'>,
  ) {
    this.#env = env;
    this.#tables = openTables(env);
    this.#revision = revision;
    this.#forgotten = compacted;
    for (const event of events) this.#past.add(event);
  }

  /** The revision of the newest write. */
  get revision(): number {
    return this.#revision;
  }

  /** The revision up to which the past is forgotten. */
  get forgotten(): number {
    return this.#forgotten;
  }

  /** How much of the file is taken. */
  pages(): Pages {
    return countPages(this.#env, Object.values(this.#tables));
  }

  /**
   * Makes a group durable; resolves when it is. Rejects with the reason where it cannot be: nothing of it is kept then. Keys must have
   * been checked (see checkKey).
   */
  async write({ events, keepsPast, expiries, forgetUpTo, revision }: Group): Promise<void> {
    const forgettable = this.#past.forgettable(forgetUpTo, events.length + FORGOTTEN_AT_ONCE);
    const forgotten = Math.max(this.#forgotten, forgettable.upTo);
    await this.#atOnce(({ current, writes, meta, expiries: goings }) => {
      const newest = new Map<string, number | undefined>();
      for (const event of events) {
        const key = keyOfEvent(event);
        const value = event.type === 'put' ? event.entry.value : undefined;
        newest.set(key, value && revisionOf(event));
        if (value !== undefined || keepsPast) void writes.put(encodeNumber(revisionOf(event)), { key, value });
        if (!keepsPast && event.previous !== undefined) void writes.remove(encodeNumber(event.previous.revision));
      }
      for (const [key, at] of newest) put(current, key, at);
      for (const [key, second] of expiries) put(goings, key, second);
      for (const gone of forgettable.revisions) void writes.remove(encodeNumber(gone));
      if (forgotten > this.#forgotten) void meta.put(COMPACTED, encodeNumber(forgotten));
      void meta.put(REVISION, encodeNumber(revision));
    });
    this.#past.forget(forgettable.count);
    if (keepsPast) for (const event of events) this.#past.add(event);
    this.#forgotten = forgotten;
    this.#revision = revision;
  }

  /** Writes to the tables, all or nothing; resolves when that is durable. */
  async #atOnce(write: (tables: Tables) => void): Promise<void> {
    try {
      await this.#env.batch(() => write(this.#tables));
    } catch (error) {
      throw await reasonOf(error);
    }
  }

  /** Lets go of the file; nothing may be on its way. */
  async close(): Promise<void> {
    await this.#env.close();
  }
}

/** Writes a number of a key, or removes it. */
function put(table: Tables['current'], key: string, value: number | undefined): void {
  if (value === undefined) void table.remove(Buffer.from(key));
  else void table.put(Buffer.from(key), encodeNumber(value));
}

/** Why a write failed, which the library tells by a promise in its error. */
async function reasonOf(error: unknown): Promise<unknown> {
  if (!(error instanceof Error && 'commitError' in error)) return error;
  try {
    return await error.commitError;
  } catch (reason) {
    return reason;
  }
}
