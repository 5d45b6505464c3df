/** Time that passes, for what has to wait. */
export interface Clock {
  /** Milliseconds since some moment; never goes back. */
  now(): number;
  /** Calls `run` once after `milliseconds`, unless what is answered is called before. Keeps no process alive. */
  after(milliseconds: number, run: () => void): () => void;
}

/** The clock of the machine. */
export function systemClock(): Clock {
  return {
    now: () => performance.now(),
    after(milliseconds, run) {
      const timer = setTimeout(run, milliseconds).unref();
      return () => clearTimeout(timer);
    },
  };
}
