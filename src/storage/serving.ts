import { StoreError } from './store-error.ts';
import { gaveUp } from './unless-aborted.ts';

/** Whether a call of a store may begin. @throws StoreError `closed`, and `aborted` where its caller gave up before. */
export function checkServing(isClosed: boolean, signal: AbortSignal | undefined): void {
  if (isClosed) throw new StoreError('closed', 'the store is closed');
  if (signal?.aborted === true) throw gaveUp(signal);
}
