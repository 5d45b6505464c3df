/** What shows how far long work is. */
export interface Progress {
  /** Told now and then how much is done, and of how much where that is known. */
  readonly report: (done: number, total: number | undefined) => void;
  /** Takes away what is shown, if anything; to be called when the work is over. */
  clear(): void;
}

/** Where progress is shown; `process.stderr` fits. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

// Who waits for less wonders less what happens.
const QUIET_MS = 1000;
const STEP_MS = 200;
// ECMA-48: back to the beginning of the line, and erase it.
const CLEAR = '\r\u001b[K';

/**
 * Shows in one line of a terminal how far work is that takes longer than a second: `doing: 1,000 of 4,000 keys (25 %)`. Writes nothing to what is no
 * terminal. `now` is in milliseconds.
 */
export function showProgress(doing: string, unit: string, stream: ProgressStream, now: () => number): Progress {
  let showsAt = now() + QUIET_MS;
  let isShown = false;
  return {
    report(done, total) {
      if (stream.isTTY !== true || now() < showsAt) return;
      showsAt = now() + STEP_MS;
      isShown = true;
      stream.write(`${CLEAR}${doing}: ${amount(done, total)} ${unit}${share(done, total)}`);
    },
    clear() {
      if (isShown) stream.write(CLEAR);
      isShown = false;
    },
  };
}

function amount(done: number, total: number | undefined): string {
  return total === undefined ? grouped(done) : `${grouped(done)} of ${grouped(total)}`;
}

function share(done: number, total: number | undefined): string {
  return total === undefined || total === 0 ? '' : ` (${Math.min(100, Math.floor((100 * done) / total))} %)`;
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
