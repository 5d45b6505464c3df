import { StatusError } from '../apimachinery/status-error.ts';

/** Passes over the failure of a request about an object that is gone. Throws any other on. */
export function ignoreNotFound(error: unknown): void {
  if (!(error instanceof StatusError && error.status.reason === 'NotFound')) throw error;
}
