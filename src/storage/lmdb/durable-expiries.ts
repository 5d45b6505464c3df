import { type Clock, systemClock } from '../../time/clock.ts';
import { Expiries } from '../expiries.ts';
import type { StoreOptions } from '../store.ts';
import { keyOfEvent } from '../store-event.ts';
import type { Change } from './change.ts';
import type { KeptExpiry } from './read-tables.ts';

const SECOND_MS = 1000;
// A deletion that failed, as on a full disk, is tried again after this time.
const RETRY_SECONDS = 5;

/**
 * When keys are to go, where that outlives the process: what is durable of it, and by whose clock. A key that is due is told of
 * until its deletion is durable.
 */
export class DurableExpiries {
  readonly #expiries: Expiries;
  /** The seconds between 1970 and the beginning of the clock, which may be the start of the process. */
  readonly #epoch: number;

  /** `expire` is called for each key when its time has come. */
  constructor({ clock = systemClock(), now = Date.now }: StoreOptions, expire: (key: string) => void) {
    this.#epoch = (now() - clock.now()) / SECOND_MS;
    this.#expiries = new Expiries(clock satisfies Clock, (key) => {
      this.#expiries.set(key, RETRY_SECONDS);
      expire(key);
    });
  }

  /** Takes up what was kept. */
  load(kept: Iterable<KeptExpiry>): void {
    // Rounded so that no key goes too early.
    for (const { key, second } of kept) this.#expiries.setAt(key, second - Math.floor(this.#epoch));
  }

  /** At which second of the clock a key goes that is put now. */
  secondOf(ttlSeconds: number | undefined): number | undefined {
    return this.#expiries.secondOf(ttlSeconds);
  }

  /** What of changes is to be kept: when keys go, in seconds since 1970; undefined where one stays, of which something else was kept. */
  kept(changes: readonly Change[]): ReadonlyMap<string, number | undefined> {
    const kept = new Map<string, number | undefined>();
    for (const { event, second } of changes) {
      const key = keyOfEvent(event);
      if (second !== undefined) kept.set(key, second + Math.ceil(this.#epoch));
      else if (kept.has(key) || this.#expiries.has(key)) kept.set(key, undefined);
    }
    return kept;
  }

  /** Goes by what is durable now. */
  committed({ event, second }: Change): void {
    this.#expiries.setAt(keyOfEvent(event), second);
  }

  /** Tells of no key any more. */
  clear(): void {
    this.#expiries.clear();
  }
}
