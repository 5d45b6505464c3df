import { createHash } from 'node:crypto';
import { replaceFile } from '../replace-file.ts';
import { StoreError } from '../store-error.ts';
import type { Report, StoredContents } from '../stored-contents.ts';
import { snapshotHeader } from './read-snapshot.ts';
import { headerLine, recordLine, trailerLine } from './snapshot-lines.ts';

const CHUNK_CHARACTERS = 1024 * 1024;

/** How a snapshot is written. */
export interface WriteSnapshotOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly report: Report;
  readonly signal: AbortSignal;
}

/**
 * Writes contents to a file as a snapshot: JSON lines, the last of which has the checksum of those before it. The file gets its name
 * when it is whole and on disk; it may replace another snapshot, and nothing else. Resolves to how many keys it has. Rejects with
 * StoreError `unavailable` where that is not so, and with the system's error where the file cannot be written.
 */
export async function writeSnapshot(
  path: string,
  contents: StoredContents,
  { now, report, signal }: WriteSnapshotOptions,
): Promise<number> {
  await refuseOther(path);
  let keys = 0;
  await replaceFile(path, async (file) => {
    const hash = createHash('sha256');
    let chunk = headerLine({ revision: contents.revision, takenAt: now() });
    const flush = async (): Promise<void> => {
      hash.update(chunk);
      await file.writeFile(chunk);
      chunk = '';
      report(keys, contents.count);
      signal.throwIfAborted();
    };
    for await (const record of contents.records()) {
      chunk += recordLine(record);
      keys += 1;
      if (chunk.length >= CHUNK_CHARACTERS) await flush();
    }
    await flush();
    await file.writeFile(trailerLine({ keys, sha256: hash.digest('hex') }));
  });
  return keys;
}

/** Rejects where there is something else under the name, such as the data of a server. */
async function refuseOther(path: string): Promise<void> {
  try {
    await snapshotHeader(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    const what = error instanceof StoreError ? 'exists and is no snapshot' : `cannot be replaced: ${messageOf(error)}`;
    throw new StoreError('unavailable', `${path} ${what}: name another file`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
