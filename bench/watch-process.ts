import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What the process of the watch clients is told. */
export type WatchCommand =
  | { readonly open: readonly string[]; readonly until: string }
  | { readonly count: true }
  | { readonly puts: readonly { readonly path: string; readonly body: string }[] };

/** Clients of watches, in a process of their own. */
export interface WatchProcess {
  /** Opens a stream for each path; resolves to the seconds until each has received a text. */
  open(paths: readonly string[], until: string): Promise<number>;
  /** How many events have come on all streams. */
  count(): Promise<number>;
  /** Writes one after the other; resolves to the milliseconds from each write to its event on the stream. */
  latencies(puts: readonly { readonly path: string; readonly body: string }[]): Promise<{ p50: number; p99: number }>;
  stop(): Promise<void>;
}

/** Starts the clients of a server. */
export function startWatchProcess(url: string): WatchProcess {
  const child = fork(fileURLToPath(new URL('watch-client.ts', import.meta.url)), [url]);
  const ask = async (command: WatchCommand): Promise<Readonly<Record<string, number>>> => {
    const answer = once(child, 'message');
    const exit = once(child, 'exit').then(([code]) => {
      throw new Error(`the watch clients ended with ${code}`);
    });
    exit.catch(() => {});
    child.send(command);
    const [message] = await Promise.race([answer, exit]);
    return message;
  };
  return {
    open: async (paths, until) => (await ask({ open: paths, until })).seconds ?? NaN,
    count: async () => (await ask({ count: true })).events ?? NaN,
    async latencies(puts) {
      const { p50 = NaN, p99 = NaN } = await ask({ puts });
      return { p50, p99 };
    },
    async stop() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
