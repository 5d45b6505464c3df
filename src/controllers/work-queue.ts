import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../time/clock.ts';

/** Is told of work that failed for a key, and how many times in a row it has. */
export type WorkFailed = (key: string, error: unknown, times: number) => void;

/** What a work queue needs. */
export interface WorkQueueOptions {
  /** Does the work of a key. It is never called for a key whose work is under way; what it rejects with goes to `failed`. */
  readonly work: (key: string) => Promise<void>;
  /**
   * Told of work that failed, and how many times in a row it has. It is then done again, each time after twice the time: from one
   * second to a minute.
   */
  readonly failed: WorkFailed;
  readonly clock: Clock;
  /** How many keys are worked on at a time. */
  readonly concurrency: number;
  /** Ends the queue: what is under way is finished, nothing else is begun. */
  readonly signal: AbortSignal;
}

// With a store that never waits, work would follow work without end: others get their turn after this much of it at each place.
const FINISHED_AT_ONCE = 4;

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 60_000;

/**
 * Keys that wait to be worked on, each once however often it is added: at once, or when some time has passed. A key that is added
 * while it is worked on comes again afterwards. This is how Kubernetes' controllers keep from missing a change and from doing
 * the same twice at a time.
 */
export class WorkQueue {
  readonly #options: WorkQueueOptions;
  readonly #waiting = new Map<string, { readonly due: number; readonly cancel: () => void }>();
  readonly #ready = new Set<string>();
  readonly #running = new Map<string, Promise<void>>();
  /** When the keys that are worked on are to come again. */
  readonly #again = new Map<string, number>();
  readonly #failures = new Map<string, number>();
  #finished = 0;

  constructor(options: WorkQueueOptions) {
    this.#options = options;
    options.signal.addEventListener('abort', () => this.#clear(), { once: true });
  }

  /** Has a key worked on after some milliseconds, or earlier where that was asked for before. */
  add(key: string, delayMs = 0): void {
    const { clock, signal } = this.#options;
    if (signal.aborted || this.#ready.has(key)) return;
    const due = clock.now() + delayMs;
    if (this.#running.has(key)) {
      this.#again.set(key, Math.min(due, this.#again.get(key) ?? due));
      return;
    }
    const known = this.#waiting.get(key);
    if (known !== undefined && known.due <= due) return;
    known?.cancel();
    if (delayMs > 0) {
      this.#waiting.set(key, { due, cancel: clock.after(delayMs, () => this.#enter(key)) });
    } else {
      this.#enter(key);
    }
  }

  /** Resolves when nothing is under way or could be begun at once. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  #enter(key: string): void {
    this.#waiting.delete(key);
    this.#ready.add(key);
    this.#start();
  }

  #start(): void {
    for (const key of this.#ready) {
      if (this.#running.size >= this.#options.concurrency) return;
      this.#ready.delete(key);
      // Already while its work begins, which may add the key itself.
      this.#running.set(key, Promise.resolve());
      this.#running.set(key, this.#run(key));
    }
  }

  async #run(key: string): Promise<void> {
    const { work, failed, clock, signal } = this.#options;
    let retryMs: number | undefined;
    try {
      await work(key);
      this.#failures.delete(key);
    } catch (error) {
      const failures = this.#failures.get(key) ?? 0;
      this.#failures.set(key, failures + 1);
      retryMs = Math.min(FIRST_RETRY_MS * 2 ** failures, LAST_RETRY_MS);
      if (!signal.aborted) failed(key, error, failures + 1);
    }
    this.#finished += 1;
    if (this.#finished % FINISHED_AT_ONCE === 0) await setImmediate();
    this.#running.delete(key);
    const due = this.#again.get(key);
    this.#again.delete(key);
    if (retryMs !== undefined) this.add(key, retryMs);
    if (due !== undefined) this.add(key, Math.max(0, due - clock.now()));
    if (!signal.aborted) this.#start();
  }

  #clear(): void {
    for (const { cancel } of this.#waiting.values()) cancel();
    this.#waiting.clear();
    this.#ready.clear();
    this.#again.clear();
  }
}
