import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openSnapshot } from '../../src/storage/snapshot/read-snapshot.ts';
import { textOf } from './model.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** A snapshot that a process of its own takes of a directory in use. */
export interface SnapshotProcess {
  kill(): void;
  /**
   * Resolves, when the process is gone, to how many objects its snapshot has; to undefined where it was killed before there was one.
   * Throws where it has half an object, is damaged, or could not be taken.
   */
  readonly checked: Promise<number | undefined>;
}

/** Begins a snapshot; its file is gone when that is checked. */
export function takeSnapshot(directory: string, file: string): SnapshotProcess {
  const child = spawn(process.execPath, [MAIN, 'snapshot', 'save', file, '--store', `lmdb:${directory}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const check = async (): Promise<number | undefined> => {
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    if (code !== 0 && signal !== 'SIGKILL') throw new Error(`a snapshot ended with ${code}`);
    if (!existsSync(file)) {
      if (code === 0) throw new Error('a snapshot that was saved is not there');
      return undefined;
    }
    const count = await objectsOf(file);
    rmSync(file);
    return count;
  };
  return { kill: () => child.kill('SIGKILL'), checked: check() };
}

async function objectsOf(file: string): Promise<number> {
  const snapshot = await openSnapshot(file, () => {}, new AbortController().signal);
  let count = 0;
  for await (const { key, value } of snapshot.records()) {
    const { data } = JSON.parse(value.join('')) as {
      readonly data?: { readonly write?: string; readonly text?: string };
    };
    if (data?.write === undefined) continue;
    if (data.text !== textOf(Number(data.write))) throw new Error(`a snapshot has half of ${key}`);
    count += 1;
  }
  return count;
}
