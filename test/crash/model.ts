/** What is known of a key: how often it was written, the text of which tells that; undefined where it does not exist. */
export type KeyState = number | undefined;

/** A write that has no answer yet. */
export interface PendingWrite {
  readonly state: KeyState;
}

/** What a server must have of one key, whose writes come one after the other. */
export class KeyModel {
  readonly name: string;
  acknowledged: KeyState;
  pending: PendingWrite | undefined;
  #writes = 0;

  constructor(name: string) {
    this.name = name;
  }

  /** The number of the next write. */
  next(): number {
    this.#writes += 1;
    return this.#writes;
  }

  /** Takes what a server has after it was killed. Throws where that is neither what was answered last nor what was under way. */
  settle(actual: KeyState): void {
    if (actual !== this.acknowledged && !(this.pending !== undefined && this.pending.state === actual)) {
      const pending = this.pending === undefined ? 'nothing' : shown(this.pending.state);
      throw new Error(
        `${this.name}: ${shown(this.acknowledged)} was answered and ${pending} was under way, but there is ${shown(actual)}`,
      );
    }
    this.acknowledged = actual;
    this.pending = undefined;
  }
}

function shown(state: KeyState): string {
  return state === undefined ? 'a deletion' : `write ${state}`;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** The text of a write, from a hundred letters to 12,000. */
export function textOf(write: number): string {
  return (LETTERS[write % LETTERS.length] ?? '').repeat(100 + ((write * 7919) % 12_000));
}
