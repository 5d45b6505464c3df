import { expired, internalError, timedOut, unavailable, unexpectedError } from '../apimachinery/status-error.ts';
import { StoreError } from '../storage/store-error.ts';

/**
 * Rejects with the StatusError that a client is answered in place of what the store rejected with. Handed to `catch` of every
 * promise of a store.
 */
export function storeFailed(error: unknown): never {
  throw error instanceof StoreError ? statusOf(error) : error;
}

function statusOf(error: StoreError): Error {
  switch (error.code) {
    case 'aborted':
    case 'outcome-unknown':
      return timedOut();
    case 'compacted':
      return expired(`The resourceVersion for the provided list is too old.`);
    case 'future':
      return timedOut(`Too large resource version, current: ${error.revision}`);
    case 'closed':
    case 'unavailable':
      return unavailable(error.message);
    case 'not-written':
    case 'too-large':
      return unexpectedError(error.message);
    default:
      return internalError(error.message);
  }
}
