import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type ServerProcess, startServerProcess } from '../conformance/server-process.ts';

const PROBE = fileURLToPath(new URL('./probe.ts', import.meta.url));
const BARE = fileURLToPath(new URL('./bare-server.ts', import.meta.url));
/** So long the probe goes on when all is answered: what was put off comes then. */
const AFTERWARDS_MS = 30;

/** What a piece of work was to the server, and to others. */
export interface Strain {
  /** The longest that another client waited for /livez, in milliseconds. */
  readonly waitMs: number;
  /** How much more resident memory the process had at some time than before, in MiB; 0 where the system does not tell. */
  readonly memoryMiB: number;
}

/** A server, as a process of its own, that another client asks for its health every 10 ms. */
export interface WatchedServer {
  readonly url: string;
  /** Runs `work` and resolves to what it was to the server. */
  strainOf(work: () => Promise<void>): Promise<Strain>;
  stop(): Promise<void>;
}

/** Starts the server with flags, or one that does nothing but take bodies and answer. */
export async function startWatched(kind: 'server' | 'bare', flags: readonly string[] = []): Promise<WatchedServer> {
  const server = await startServerProcess(flags, ...(kind === 'bare' ? [BARE] : []));
  const probe = fork(PROBE, [server.url], { execPath: process.execPath });
  return {
    url: server.url,
    strainOf: async (work) => {
      await longestWait(probe, 'begin');
      const before = resident(server);
      await work();
      await wait(AFTERWARDS_MS);
      return { waitMs: await longestWait(probe, 'tell'), memoryMiB: peak(server) - before };
    },
    stop: async () => {
      probe.disconnect();
      await server.stop();
    },
  };
}

async function longestWait(probe: ChildProcess, message: string): Promise<number> {
  const answered = once(probe, 'message');
  probe.send(message);
  const [milliseconds] = await answered;
  return Number(milliseconds);
}

/** What a process holds in memory, in MiB. From now on its peak counts from here. */
function resident({ pid }: ServerProcess): number {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    return Number.POSITIVE_INFINITY;
  }
  return memory(pid, 'VmRSS');
}

function peak({ pid }: ServerProcess): number {
  return memory(pid, 'VmHWM');
}

function memory(pid: number, field: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const [, kilobytes = '0'] = new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status) ?? [];
  return Number(kilobytes) / 1024;
}
