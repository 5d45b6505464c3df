import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** How often a file is looked at. A change of the file behind a link is one, too, which a notice of the file system would not tell. */
const INTERVAL_MS = 1000;

/** What a file holds, as it changes. */
export interface FollowedFile<T> {
  /** What it holds now: the same value as long as the file does not change. */
  readonly current: () => T;
  stop(): void;
}

/**
 * Reads a file, and reads it again whenever it has changed. What cannot be read or makes no sense then leaves what was there: `failed`
 * is told. @throws Error where it cannot be read at first
 */
export async function followFile<T>(
  path: string,
  parse: (text: string) => T,
  failed: (error: unknown) => void,
): Promise<FollowedFile<T>> {
  let text = await readFile(path, 'utf8');
  let value = parse(text);
  const readAgain = async (): Promise<void> => {
    const now = await readFile(path, 'utf8');
    if (now === text) return;
    value = parse(now);
    text = now;
  };
  const changed = (): void => void readAgain().catch(failed);
  watchFile(path, { interval: INTERVAL_MS, persistent: false }, changed);
  return { current: () => value, stop: () => unwatchFile(path, changed) };
}
