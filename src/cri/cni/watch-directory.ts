import { statSync, watch } from 'node:fs';
import type { Clock } from '../clock.ts';

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
 * Calls `changed` soon after anything in the directory changes, and every 5 s besides: a directory that does not exist
 * cannot be watched, network file systems tell of no change that was made elsewhere, and a symbolic link on the path can
 * be made to point to another directory. What is answered ends that.
 */
export function watchDirectory(directory: string, changed: () => void, options: WatchOptions): () => void {
  const { clock } = options;
  const startWatch: WatchFunction = options.watch ?? watch;
  let watched: { readonly inode: bigint; readonly watcher: DirectoryWatcher } | undefined;

  const unwatch = (): void => {
    watched?.watcher.close();
    watched = undefined;
  };
  const rewatch = (): void => {
    try {
      // The inode is read first: where the directory is replaced in between, the next look finds another one.
      const inode = statSync(directory, { bigint: true }).ino;
      if (watched?.inode === inode) return;
      unwatch();
      const watcher = startWatch(directory, { persistent: false }, notice);
      watcher.on('error', unwatch);
      watched = { inode, watcher };
    } catch {
      unwatch();
    }
  };
  const notice = (): void => {
    rewatch();
    changed();
  };

  let cancel = (): void => {};
  const poll = (): void => {
    cancel = clock.after(POLL_MS, () => {
      notice();
      poll();
    });
  };
  rewatch();
  poll();
  return () => {
    cancel();
    unwatch();
  };
}
