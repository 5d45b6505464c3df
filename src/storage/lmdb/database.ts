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
   * been checked (see checkKey): what is written in one turn of the event loop goes together.
   */
  async write({ events, keepsPast, expiries, forgetUpTo, revision }: Group): Promise<void> {
    const { current, writes, meta, expiries: goings } = this.#tables;
    const done: Promise<boolean>[] = [];
    const newest = new Map<string, number | undefined>();
    for (const event of events) {
      const key = keyOfEvent(event);
      newest.set(key, event.type === 'put' ? event.entry.revision : undefined);
      const isKept = event.type === 'put' || keepsPast;
      if (isKept) {
        const value = event.type === 'put' ? event.entry.value : undefined;
        done.push(writes.put(encodeNumber(revisionOf(event)), { key, value }));
      }
      if (!keepsPast && event.previous !== undefined) done.push(writes.remove(encodeNumber(event.previous.revision)));
    }
    for (const [key, at] of newest) {
      const bytes = Buffer.from(key);
      done.push(at === undefined ? current.remove(bytes) : current.put(bytes, encodeNumber(at)));
    }
    for (const [key, second] of expiries) {
      const bytes = Buffer.from(key);
      done.push(second === undefined ? goings.remove(bytes) : goings.put(bytes, encodeNumber(second)));
    }
    const forgettable = this.#past.forgettable(forgetUpTo, events.length + FORGOTTEN_AT_ONCE);
    for (const gone of forgettable.revisions) done.push(writes.remove(encodeNumber(gone)));
    const forgotten = Math.max(this.#forgotten, forgettable.upTo);
    if (forgotten > this.#forgotten) done.push(meta.put(COMPACTED, encodeNumber(forgotten)));
    done.push(meta.put(REVISION, encodeNumber(revision)));
    await Promise.all(done);
    this.#past.forget(forgettable.count);
    if (keepsPast) for (const event of events) this.#past.add(event);
    this.#forgotten = forgotten;
    this.#revision = revision;
  }

  /** Lets go of the file; nothing may be on its way. */
  async close(): Promise<void> {
    await this.#env.close();
  }
}
