import type { Batch } from './frames.ts';

/** Where the events of one watch go: a response, or a WebSocket. */
export interface EventSink {
  /** Sends frames. What is answered is whether more may come at once; where not, the caller waits for `onDrained`. */
  write(batch: Batch): boolean;
  /** Calls back once when what was written has gone out. Called after a `write` that answered false only. */
  onDrained(resume: () => void): void;
  /** Ends the stream, after what was written. */
  end(): void;
  /** Cuts the connection. */
  destroy(): void;
}
