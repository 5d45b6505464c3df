import type { Clock } from '../time/clock.ts';

const SECOND_MS = 1000;
// Timers reach no further.
const MAX_TIMER_MS = 2 ** 31 - 1;

/** When keys are to go. Those of one second go together: a key is up to a second late, and as many keys as there are cost one timer. */
export class Expiries {
  readonly #clock: Clock;
  readonly #expire: (key: string) => void;
  readonly #seconds = new Map<string, number>();
  readonly #keys = new Map<number, Set<string>>();
  #stopTimer: () => void = () => {};
  #armedFor = Number.POSITIVE_INFINITY;

  /** `expire` is called for each key when its time has come. */
  constructor(clock: Clock, expire: (key: string) => void) {
    this.#clock = clock;
    this.#expire = expire;
  }

  /** Says when a key is to go, in place of what was said of it before; undefined keeps it. */
  set(key: string, ttlSeconds: number | undefined): void {
    this.setAt(key, this.secondOf(ttlSeconds));
  }

  /** When a key goes that is put now, in seconds since 1970. */
  secondOf(ttlSeconds: number | undefined): number | undefined {
    return ttlSeconds === undefined ? undefined : Math.ceil(this.#clock.now() / SECOND_MS + ttlSeconds);
  }

  /** Whether a key is to go at all. */
  has(key: string): boolean {
    return this.#seconds.has(key);
  }

  /** Says at which second since 1970 a key is to go. */
  setAt(key: string, second: number | undefined): void {
    const before = this.#seconds.get(key);
    if (before === undefined && second === undefined) return;
    if (before !== undefined) this.#forget(key, before);
    if (second === undefined) return;
    this.#seconds.set(key, second);
    const keys = this.#keys.get(second);
    if (keys === undefined) this.#keys.set(second, new Set([key]));
    else keys.add(key);
    if (second < this.#armedFor) this.#arm(second);
  }

  /** Forgets all keys. */
  clear(): void {
    this.#stopTimer();
    this.#armedFor = Number.POSITIVE_INFINITY;
    this.#seconds.clear();
    this.#keys.clear();
  }

  #forget(key: string, second: number): void {
    this.#seconds.delete(key);
    const keys = this.#keys.get(second);
    keys?.delete(key);
    if (keys?.size === 0) this.#keys.delete(second);
  }

  #arm(second: number): void {
    this.#stopTimer();
    this.#armedFor = second;
    const wait = Math.min(Math.max(0, second * SECOND_MS - this.#clock.now()), MAX_TIMER_MS);
    this.#stopTimer = this.#clock.after(wait, () => this.#onTime());
  }

  #onTime(): void {
    const now = Math.floor(this.#clock.now() / SECOND_MS);
    let next = Number.POSITIVE_INFINITY;
    for (const [second, keys] of this.#keys) {
      if (second > now) {
        next = Math.min(next, second);
        continue;
      }
      for (const key of keys) {
        this.#forget(key, second);
        this.#expire(key);
      }
    }
    this.#armedFor = Number.POSITIVE_INFINITY;
    if (next < this.#armedFor) this.#arm(next);
  }
}
