import { watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Clock } from '../../time/clock.ts';

/** How to be told of changes in a directory by the operating system; `fs.watch` fits. */
export type WatchFunction = (
  directory: string,
  options: { readonly persistent: false },
  changed: () => void,
) => DirectoryWatcher;

/** What tells of changes until it is closed, or fails. */
interface DirectoryWatcher {
  on(event: 'error', failed: () => void): unknown;
  close(): void;
}

/** What a directory's watcher depends on. */
export interface WatchOptions {
  readonly clock: Clock;
  /** Default `fs.watch`. */
  readonly watch?: WatchFunction | undefined;
}

// How long a change may go unnoticed where the operating system tells of none, as in iSulad.
const POLL_MS = 5_000;

/**
 * Calls `changed` when it begins to watch, soon after anything in the directory changes, and every 5 s besides: a directory
 * that does not exist cannot be watched, network file systems tell of no change that was made elsewhere, and a symbolic
 * link on the path can be made to point to another directory. What is answered ends that.
 */
export function watchDirectory(directory: string, changed: () => void, options: WatchOptions): () => void {
  const { clock } = options;
  const startWatch: WatchFunction = options.watch ?? watch;
  let watched: { readonly identity: string; readonly watcher: DirectoryWatcher } | undefined;

  let closed = false;
  const unwatch = (): void => {
    watched?.watcher.close();
    watched = undefined;
  };
  const rewatch = async (): Promise<void> => {
    try {
      // Asked first: where the directory is replaced in between, the next look finds another one. The number of its inode
      // alone would not do, since the next directory often gets it.
      const { dev, ino, birthtimeNs } = await stat(directory, { bigint: true });
      const identity = `${dev} ${ino} ${birthtimeNs}`;
      if (closed || watched?.identity === identity) return;
      unwatch();
      const watcher = startWatch(directory, { persistent: false }, notice);
      watcher.on('error', unwatch);
      watched = { identity, watcher };
      // What happened before is not told.
      changed();
    } catch {
      unwatch();
    }
  };
  const notice = (): void => {
    void rewatch();
    changed();
  };

  let cancel = (): void => {};
  const poll = (): void => {
    cancel = clock.after(POLL_MS, () => {
      notice();
      poll();
    });
  };
  void rewatch();
  poll();
  return () => {
    closed = true;
    cancel();
    unwatch();
  };
}
