import { type FileHandle, open, realpath, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file anew, readable by its owner only. It gets its name when it is whole and on disk: whoever looks sees the file that was
 * there before, or the new one, also where the process is killed meanwhile. What is left then is called like the file with the
 * number of the process and `.part` behind it. Where `write` fails, or `signal` aborts before it is over, nothing is left.
 */
export async function replaceFile(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const part = `${target}.${process.pid}.part`;
  // What a process of the same number has left is nobody's.
  await rm(part, { force: true });
  const file = await open(part, 'wx', 0o600);
  try {
    try {
      await write(file);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await syncDirectory(dirname(target));
}

/** Resolves when the names in a directory are on disk. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
