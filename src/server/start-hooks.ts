import type { HealthCheck } from '../endpoints/routes/health.ts';
import type { Clock } from '../time/clock.ts';
import { pause } from '../time/pause.ts';

/** Something that a server does once it listens, before it is ready. */
export interface StartHook {
  /** What it is called in health checks: kube-apiserver's name for it, where that has one. */
  readonly name: string;
  /** Does it. It may have been begun before, and failed. */
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/** What is needed to run such hooks. */
export interface StartHooksOptions {
  readonly clock: Clock;
  /** Told of a hook that failed, and how many times in a row it has. It is tried again. */
  readonly failed: (name: string, error: unknown, times: number) => void;
}

const RETRY_MS = 1000;

// Whoever starts a server waits for it to be ready, but not for a store that does not answer.
const MAX_WAIT_MS = 3000;

/** Runs start hooks, one after the other in order, each until it succeeds. */
export class StartHooks {
  /** A check for each hook, which is well when that has succeeded: `poststarthook/NAME`. */
  readonly checks: readonly HealthCheck[];
  readonly #hooks: readonly StartHook[];
  readonly #options: StartHooksOptions;
  readonly #done = new Set<StartHook>();
  readonly #stopping = new AbortController();

  constructor(hooks: readonly StartHook[], options: StartHooksOptions) {
    this.#hooks = hooks;
    this.#options = options;
    this.checks = hooks.map((hook) => ({
      name: `poststarthook/${hook.name}`,
      check: async () => {
        if (!this.#done.has(hook)) throw new Error('not finished');
      },
    }));
  }

  /**
   * Begins. Resolves when all hooks have succeeded; or sooner, when one has failed or they take long: they then go on beside what
   * comes next.
   */
  start(): Promise<void> {
    return new Promise((resolve) => {
      const stopTimer = this.#options.clock.after(MAX_WAIT_MS, resolve);
      void this.#run(resolve).then(() => {
        stopTimer();
        resolve();
      });
    });
  }

  /** Gives up what has not succeeded. */
  stop(): void {
    this.#stopping.abort();
  }

  async #run(failed: () => void): Promise<void> {
    const { signal } = this.#stopping;
    for (const hook of this.#hooks) {
      for (let times = 1; !this.#done.has(hook); times += 1) {
        if (signal.aborted) return;
        try {
          await hook.run(signal);
          this.#done.add(hook);
        } catch (error) {
          if (signal.aborted) return;
          failed();
          this.#options.failed(hook.name, error, times);
          await pause(this.#options.clock, RETRY_MS, signal);
        }
      }
    }
  }
}
