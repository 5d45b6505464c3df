import type { Clock } from '../../time/clock.ts';
import { pause } from '../../time/pause.ts';
import type { HttpsAnswer } from '../https-client.ts';

// kube-apiserver's: five attempts, each later than the one before.
const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 500;
const GROWTH = 1.5;

/** Asks a webhook again where there was no answer, or one that says to. Rejects where there is none in the end; `what` names it. */
export async function insist(what: string, ask: () => Promise<HttpsAnswer>, clock: Clock): Promise<HttpsAnswer> {
  let wait = FIRST_PAUSE_MS;
  for (let attempt = 1; ; attempt++) {
    const outcome = await ask().catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
    const isFinal = !(outcome instanceof Error) && outcome.status !== 429 && outcome.status < 500;
    if (isFinal || attempt === ATTEMPTS) {
      if (outcome instanceof Error) throw new Error(`the webhook of ${what} does not answer: ${outcome.message}`);
      return outcome;
    }
    await pause(clock, wait, new AbortController().signal);
    wait *= GROWTH;
  }
}
