/**
 * Why a store cannot answer.
 * - `compacted`: the revision asked for is older than the history that is kept; `revision` is the oldest that can be asked for.
 * - `future`: the revision asked for is not reached yet; `revision` is the newest.
 * - `closed`: the store was closed.
 * - `unavailable`: the store could not be reached or failed; nothing was written.
 * - `outcome-unknown`: a write was under way when its answer was lost or the caller's signal aborted: it has happened, happens
 *   still, or never does.
 * - `not-written`: a write could not be kept, as where the disk is full or the quota is used up; the message has the reason. Reads go on.
 * - `too-large`: a write is larger than the store takes; the message says so in etcd's words.
 * - `aborted`: the caller's signal aborted, before a write was under way or while something was read; nothing was written.
 */
export type StoreErrorCode =
  | 'compacted'
  | 'future'
  | 'closed'
  | 'unavailable'
  | 'outcome-unknown'
  | 'not-written'
  | 'too-large'
  | 'aborted';

/** The only kind of error that a store rejects with; the registry turns it into a Status. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  readonly revision: number | undefined;

  constructor(code: StoreErrorCode, message: string, options: { revision?: number; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'StoreError';
    this.code = code;
    this.revision = options.revision;
  }
}
