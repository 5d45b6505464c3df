import { StoreError } from '../storage/store-error.ts';

/** What a promise resolves to; rejects with StoreError `aborted` where the caller gives up before. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(gaveUp(signal));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** That the caller of something gave up. */
export function gaveUp(signal: AbortSignal | undefined): StoreError {
  return new StoreError('aborted', 'the caller gave up', { cause: signal?.reason });
}
