import { isReason } from '../apimachinery/status-error.ts';

/** Passes over the failure of a request about an object that is gone. Throws any other on. */
export function ignoreNotFound(error: unknown): undefined {
  if (isReason(error, 'NotFound')) return undefined;
  throw error;
}
