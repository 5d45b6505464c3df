/** When the requests that began within the same second have used up their time. */
export interface Deadline {
  /** Aborts then. */
  readonly signal: AbortSignal;
  /** Called then, each once. Cheaper than listening to the signal, which is why whoever waits for every request stands here. */
  readonly callbacks: Set<() => void>;
}

/** Hands out the deadlines of requests. */
export interface Deadlines {
  /** The deadline of a request that begins now. It passes at most GRANULARITY_MS late. */
  current(): Deadline;
  /** Forgets all timers: deadlines handed out do not pass any more. */
  stop(): void;
}

// Requests that begin within the same second share a deadline: one timer a second, whatever the rate of requests.
const GRANULARITY_MS = 1000;

/** Makes the deadlines of a server whose requests may take `timeoutMs`. */
export function deadlines(timeoutMs: number): Deadlines {
  const timers = new Set<NodeJS.Timeout>();
  const granularity = Math.min(GRANULARITY_MS, timeoutMs);
  let current: Deadline | undefined;
  const after = (milliseconds: number, run: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, milliseconds);
    timer.unref();
    timers.add(timer);
  };
  return {
    current() {
      if (current !== undefined) return current;
      const controller = new AbortController();
      const callbacks = new Set<() => void>();
      current = { signal: controller.signal, callbacks };
      after(granularity, () => {
        current = undefined;
      });
      after(timeoutMs + granularity, () => {
        controller.abort();
        for (const callback of callbacks) callback();
      });
      return current;
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
