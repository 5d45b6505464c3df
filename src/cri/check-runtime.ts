import type { Clock } from '../time/clock.ts';
import type { Backend } from './backend.ts';
import { sharedRun } from './shared-run.ts';

// kubelet and crictl wait longer for an answer, so that they get this one.
const TIMEOUT_MS = 1_000;

/**
 * Makes the check of whether the runtime is ready, which it is where the store answers: undefined, or what is wrong.
 * Calls at the same time share a check.
 */
export function runtimeCheck(backend: Backend, clock: Clock): () => Promise<string | undefined> {
  return sharedRun(async () => {
    const controller = new AbortController();
    const { promise: timedOut, resolve } = Promise.withResolvers<string>();
    const cancel = clock.after(TIMEOUT_MS, () => {
      controller.abort();
      resolve(`the store did not answer within ${TIMEOUT_MS} ms`);
    });
    try {
      const answered = backend.checkStore(controller.signal).then(() => undefined, messageOf);
      return await Promise.race([answered, timedOut]);
    } finally {
      cancel();
    }
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
