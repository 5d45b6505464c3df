import type { Clock } from './clock.ts';

// What a request may wait for one piece of somebody else's long work. Shorter turns take more time than they give.
const TURN_MS = 4;

/**
 * Cuts long work into turns of a few milliseconds, between which the event loop sees to everything else. All long work of a
 * server shares one of these: a hundred long lists together hold others up no longer than one. Those who wait are resumed in the order
 * in which they came.
 *
 *     for (const entry of entries) {
 *       look(entry);
 *       const pause = turns.pause();
 *       if (pause !== undefined) await pause;
 *     }
 */
export class Turns {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #waiting: (() => void)[] = [];
  /** When the long work of this turn of the event loop has had its time; undefined where there was none yet. */
  #endsAt: number | undefined;
  #isScheduled = false;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** What long work has to wait for before it goes on; undefined while it need not. To be asked after each small step of it. */
  pause(): Promise<void> | undefined {
    return this.isOver() ? this.next() : undefined;
  }

  /** Whether the time that long work has in this turn of the event loop is used up: for work that waits by calling `next`. */
  isOver(): boolean {
    const now = this.#clock.now();
    if (this.#endsAt !== undefined) return now >= this.#endsAt;
    this.#endsAt = now + TURN_MS;
    this.#schedule();
    return false;
  }

  /** Resolves in a later turn of the event loop, when it is the caller's. */
  next(): Promise<void> {
    return new Promise((resume) => {
      this.#waiting.push(resume);
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(this.#onTurn);
  }

  readonly #onTurn = (): void => {
    this.#isScheduled = false;
    this.#endsAt = undefined;
    this.#resume();
  };

  readonly #resume = (): void => {
    const resume = this.#waiting.shift();
    if (resume === undefined) return;
    resume();
    if (this.isOver()) this.#schedule();
    // What was resumed goes on before this does.
    else queueMicrotask(this.#resume);
  };
}
