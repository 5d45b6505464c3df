/** Hands out the signals that end requests whose time is up. */
export interface Deadlines {
  /** A signal that aborts when a request that begins now has used up its time, at most GRANULARITY_MS late. */
  signal(): AbortSignal;
  /** Forgets all timers; signals handed out do not abort any more. */
  stop(): void;
}

// Requests that begin within the same second share a signal: one timer a second, whatever the rate of requests.
const GRANULARITY_MS = 1000;

/** Makes the deadlines of a server whose requests may take `timeoutMs`. */
export function deadlines(timeoutMs: number): Deadlines {
  const timers = new Set<NodeJS.Timeout>();
  let current: AbortSignal | undefined;
  const after = (milliseconds: number, run: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, milliseconds);
    timer.unref();
    timers.add(timer);
  };
  return {
    signal() {
      if (current !== undefined) return current;
      const controller = new AbortController();
      current = controller.signal;
      after(Math.min(GRANULARITY_MS, timeoutMs), () => {
        current = undefined;
      });
      after(timeoutMs + Math.min(GRANULARITY_MS, timeoutMs), () => controller.abort());
      return current;
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
