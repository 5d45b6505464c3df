import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A server in a process of its own, with its data in a directory. */
export interface ServerProcess {
  readonly url: string;
  /** Ends it by SIGKILL, if it has not ended; resolves when it is gone. */
  kill(): Promise<void>;
}

/** How a server is started. */
export interface ServerProcessOptions {
  readonly mode?: 'durable' | 'early';
  readonly env?: NodeJS.ProcessEnv;
  /** How many writes of the past it remembers. */
  readonly historyEvents?: number;
  /** Called with the process while it starts, so that it can be ended before it listens. */
  readonly starting?: (kill: () => Promise<void>) => void;
}

const ALL_OF_A_RUN = 100_000;

/** Starts a server. Resolves when it listens, and to undefined where it was killed before. Throws where it ends by itself. */
export async function startServer(
  directory: string,
  { mode = 'durable', env = process.env, historyEvents = ALL_OF_A_RUN, starting }: ServerProcessOptions = {},
): Promise<ServerProcess | undefined> {
  const program = join(import.meta.dirname, 'crash-server.ts');
  const child = spawn(process.execPath, [program, directory, mode, String(historyEvents)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  });
  const exited = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  const line = once(createInterface({ input: child.stdout }), 'line');
  starting?.(kill);
  const [url] = (await Promise.race([line, exited])) as [string | number | null];
  if (typeof url === 'string') return { url, kill };
  if (child.signalCode === 'SIGKILL') return undefined;
  throw new Error(`the server ended with ${url} instead of starting`);
}
