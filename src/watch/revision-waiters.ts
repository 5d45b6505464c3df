import { StoreError } from '../storage/store-error.ts';
import { gaveUp } from '../storage/unless-aborted.ts';

interface Waiter {
  readonly revision: number;
  readonly resume: () => void;
}

/** Those who wait until a cache has seen a revision. */
export class RevisionWaiters {
  readonly #waiting = new Set<Waiter>();
  #isClosed = false;

  /** Resolves once the revision is seen. Rejects with StoreError: `aborted` where the caller gives up, `closed` where nobody may wait. */
  wait(revision: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#waiting.delete(waiter);
        reject(gaveUp(signal));
      };
      const waiter: Waiter = {
        revision,
        resume: () => {
          this.#waiting.delete(waiter);
          signal?.removeEventListener('abort', giveUp);
          if (this.#isClosed) reject(new StoreError('closed', 'the server is stopping'));
          else resolve();
        },
      };
      if (this.#isClosed) waiter.resume();
      else if (signal?.aborted === true) giveUp();
      else {
        signal?.addEventListener('abort', giveUp, { once: true });
        this.#waiting.add(waiter);
      }
    });
  }

  /** Lets those go on who wait for no more than this revision, which is seen. */
  seen(revision: number): void {
    for (const waiter of this.#waiting) if (waiter.revision <= revision) waiter.resume();
  }

  /** Tells all who wait, and who will, that no more is seen. */
  close(): void {
    this.#isClosed = true;
    for (const waiter of this.#waiting) waiter.resume();
  }
}
