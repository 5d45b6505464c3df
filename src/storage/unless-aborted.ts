import { StoreError } from './store-error.ts';

/** How it is told that a caller gave up: `aborted` where nothing was written, `outcome-unknown` where a write was under way. */
export type GivenUp = 'aborted' | 'outcome-unknown';

/** What a promise resolves to; rejects with a StoreError of the code where the caller gives up before. */
export function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
  code: GivenUp = 'aborted',
): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(gaveUp(signal, code));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** That the caller of something gave up. */
export function gaveUp(signal: AbortSignal | undefined, code: GivenUp = 'aborted'): StoreError {
  return new StoreError(code, 'the caller gave up', { cause: signal?.reason });
}
