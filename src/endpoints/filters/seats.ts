import type { Clock } from '../../time/clock.ts';

/** Is told whether there is a seat now, or the time to wait for one is up. */
export type Seated = (isSeated: boolean) => void;

/** A number of seats. Whoever finds none may wait; those who wait get theirs in the order in which they came. */
export class Seats {
  readonly #clock: Clock;
  readonly #waiting = new Map<Seated, () => void>();
  readonly #mostWaiting: number;
  #free: number;

  constructor(count: number, clock: Clock, mostWaiting: number) {
    this.#free = count;
    this.#clock = clock;
    this.#mostWaiting = mostWaiting;
  }

  /** Takes a seat, where there is one and nobody waits for it. */
  take(): boolean {
    if (this.#free === 0) return false;
    this.#free -= 1;
    return true;
  }

  /**
   * Waits for a seat for so long. What is answered gives up waiting: `seated` is not called then. Undefined where too many wait, and
   * this one does not.
   */
  wait(milliseconds: number, seated: Seated): (() => void) | undefined {
    if (this.#waiting.size >= this.#mostWaiting) return undefined;
    const stop = this.#clock.after(milliseconds, () => {
      this.#waiting.delete(seated);
      seated(false);
    });
    this.#waiting.set(seated, stop);
    return () => {
      this.#waiting.delete(seated);
      stop();
    };
  }

  /** Leaves a seat that was taken or waited for, to be called once. */
  readonly leave = (): void => {
    for (const [seated, stop] of this.#waiting) {
      this.#waiting.delete(seated);
      stop();
      seated(true);
      return;
    }
    this.#free += 1;
  };
}
