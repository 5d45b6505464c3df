import { showProgress } from '../process/progress.ts';
import { readStore, restoreStore } from '../storage/open-store.ts';
import { openSnapshot, snapshotStatus } from '../storage/snapshot/read-snapshot.ts';
import { restoredRevision } from '../storage/snapshot/restored-revision.ts';
import { writeSnapshot } from '../storage/snapshot/write-snapshot.ts';
import type { CommandContext } from './command-context.ts';
import { diskStore } from './disk-store.ts';

/** Writes what a store on disk keeps to a file. Rejects with what the store or the system says where it cannot. */
export async function saveSnapshot(
  file: string,
  { options, print, terminal, now, signal }: CommandContext,
): Promise<void> {
  const contents = await readStore(diskStore(options.store));
  const progress = showProgress('saving', 'keys', terminal, now);
  try {
    const keys = await writeSnapshot(file, contents, { now, report: progress.report, signal });
    progress.clear();
    print(`saved ${keys} keys of version ${contents.revision} to ${file}\n`);
  } finally {
    progress.clear();
    await contents.close();
  }
}

/** Makes a store on disk of a snapshot. Rejects with what the store or the system says where it cannot. */
export async function restoreSnapshot(
  file: string,
  { options, print, terminal, now, signal }: CommandContext,
): Promise<void> {
  const store = diskStore(options.store);
  const progress = showProgress('restoring', 'bytes', terminal, now);
  try {
    const snapshot = await openSnapshot(file, progress.report, signal);
    const revision = restoredRevision(snapshot, now());
    const keys = await restoreStore(store, snapshot, revision);
    progress.clear();
    print(`restored ${keys} keys to ${store.directory}; versions go on above ${revision}\n`);
  } finally {
    progress.clear();
  }
}

/** Checks a snapshot, and tells what is in it, as YAML. Rejects where it is none or is damaged. */
export async function showSnapshot(file: string, { print, terminal, now, signal }: CommandContext): Promise<void> {
  const progress = showProgress('checking', 'bytes', terminal, now);
  try {
    const { takenAt, revision, keys, bytes, sha256 } = await snapshotStatus(file, progress.report, signal);
    progress.clear();
    const lines = [
      `taken: ${new Date(takenAt).toISOString()}`,
      `version: ${revision}`,
      `keys: ${keys}`,
      `bytes: ${bytes}`,
      `sha256: ${sha256}`,
    ];
    print(`${lines.join('\n')}\n`);
  } finally {
    progress.clear();
  }
}
