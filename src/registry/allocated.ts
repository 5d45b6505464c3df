import { StoreError } from '../storage/store-error.ts';
import type { Allocation } from './definition/allocation.ts';
import { givenBack } from './definition/given-back.ts';

/**
 * Makes a write for which something was allocated, and says what became of it: `wrote` tells that of what the write resolves to. Of a
 * write that may have been made, nothing is given back. What the store rejects with has to come here as it is: no StatusError says
 * whether something was written.
 */
export async function allocated<R>(
  allocation: Allocation,
  write: () => Promise<R>,
  wrote: (result: R) => boolean,
  signal: AbortSignal | undefined,
): Promise<R> {
  let result: R;
  try {
    result = await write();
  } catch (error) {
    if (!mayBeWritten(error)) await givenBack(allocation.undo(), signal);
    throw error;
  }
  await givenBack(wrote(result) ? allocation.keep() : allocation.undo(), signal);
  return result;
}

function mayBeWritten(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'outcome-unknown';
}
