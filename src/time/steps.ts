import type { Turns } from './turns.ts';

/** Work that stops after each small step of it, and returns what it has made. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does the work as long work is done: in short turns of the event loop. */
export async function inTurns<T>(steps: Steps<T>, turns: Turns): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    const pause = turns.pause();
    if (pause !== undefined) await pause;
  }
}
