import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
/** Those of `npm start`, and of the first line of the program. */
const NODE_FLAGS = ['--max-semi-space-size=4'];

/** A server that runs as a process of its own, as `npm start` runs it. */
export interface ServerProcess {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  readonly pid: number;
  /** Stops it; resolves to its exit code. */
  stop(): Promise<number | null>;
}

/**
 * Starts the command on a free port of this machine, with flags of the caller's besides, and waits for the line that
 * tells where it listens. `program` is the file to run: the sources unless told otherwise. Where the variable PODLEDGER_TEST_STORE is
 * `lmdb`, it keeps its data on disk, in a directory of its own that goes with it.
 */
export async function startServerProcess(flags: readonly string[] = [], program = SOURCES): Promise<ServerProcess> {
  const directory = process.env.PODLEDGER_TEST_STORE === 'lmdb' ? mkdtempSync(join(tmpdir(), 'podledger-')) : undefined;
  const store = directory === undefined ? [] : ['--store', `lmdb:${directory}`];
  const child = spawn(process.execPath, [...NODE_FLAGS, program, '--port', '0', ...store, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const url = await Promise.race([
    firstUrl(child),
    exited.then(([code]) => Promise.reject(new Error(`the server ended with ${code}: ${said}`))),
  ]);
  const stop = async (): Promise<number | null> => {
    child.kill('SIGTERM');
    await exited;
    if (directory !== undefined) rmSync(directory, { recursive: true });
    return child.exitCode;
  };
  return { url, pid: child.pid ?? 0, stop };
}

async function firstUrl(child: ChildProcess & { readonly stdout: NodeJS.ReadableStream }): Promise<string> {
  for await (const line of createInterface({ input: child.stdout })) {
    const { url }: { readonly url?: string } = JSON.parse(line);
    if (url === undefined) continue;
    // What comes later is read and dropped, or the pipe would fill up and stop the server.
    child.stdout.resume();
    return url;
  }
  throw new Error('the server told no address');
}
