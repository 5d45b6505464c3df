import { type BigIntStats, constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** A file's bytes, and what the file was like just before they were read. */
export interface SmallFile {
  readonly stats: BigIntStats;
  readonly bytes: Buffer;
}

/** A file that is not to be read: its stats, and what speaks against it. */
export interface RefusedFile {
  readonly stats: BigIntStats;
  readonly problem: string;
}

/** Reads a regular file of at most `maxBytes`. Rejects with the error of the operating system where it cannot be read. */
export async function readSmallFile(path: Buffer, maxBytes: number): Promise<SmallFile | RefusedFile> {
  // Opening a named pipe would wait for a writer.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await handle.stat({ bigint: true });
    if (!stats.isFile()) return { stats, problem: 'it is not a regular file' };
    if (stats.size > maxBytes) return { stats, problem: `it is larger than ${maxBytes} bytes` };
    // One byte more than it should have tells a file that grows from one that does not.
    const buffer = Buffer.allocUnsafe(Number(stats.size) + 1);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length, null);
      if (bytesRead === 0) return { stats, bytes: buffer.subarray(0, length) };
      length += bytesRead;
    }
    return { stats, problem: 'it grew while it was read' };
  } finally {
    await handle.close();
  }
}
