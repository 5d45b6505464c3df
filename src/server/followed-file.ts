import { readFile, stat } from 'node:fs/promises';
import type { Clock } from '../time/clock.ts';

/** How often a file is looked at. A change of the file behind a link is one, too, which a notice of the file system would not tell. */
const INTERVAL_MS = 1000;

/** What a file holds, as it changes. */
export interface FollowedFile<T> {
  /** What it holds now: the same value as long as the file does not change. */
  readonly current: () => T;
  stop(): void;
}

/**
 * Reads a file, and reads it again whenever it has changed, a second late at most. What cannot be read or makes no sense then leaves what
 * was there, and `failed` is told once. @throws Error where it cannot be read at first
 */
export async function followFile<T>(
  path: string,
  parse: (text: string) => T,
  { clock, failed }: { readonly clock: Clock; readonly failed: (error: unknown) => void },
): Promise<FollowedFile<T>> {
  // Looked at before it is read, so that no change is missed in between.
  let state = await stateOf(path);
  let text = await readFile(path, 'utf8');
  let value = parse(text);
  let isStopped = false;
  let stopTimer: () => void;

  const look = async (): Promise<void> => {
    const now = await stateOf(path);
    if (now === state) return;
    state = now;
    const read = await readFile(path, 'utf8');
    if (read === text) return;
    text = read;
    value = parse(read);
  };
  const lookLater = (): void => {
    if (isStopped) return;
    stopTimer = clock.after(INTERVAL_MS, () => void look().catch(failed).finally(lookLater));
  };
  lookLater();
  return {
    current: () => value,
    stop() {
      isStopped = true;
      stopTimer();
    },
  };
}

/** What tells a file from what it was before. */
async function stateOf(path: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeMs, ctimeMs } = await stat(path);
    return [dev, ino, size, mtimeMs, ctimeMs].join();
  } catch {
    return 'none';
  }
}
