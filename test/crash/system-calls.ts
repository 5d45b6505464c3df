import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What a server asked of the system: it wrote to its data file, that was flushed to the disk, or an answer to a write left. */
export type SystemCall = 'write' | 'flush' | 'answer';

const TRACED = 'openat,pwrite64,pwritev,fdatasync,fsync,msync,write,writev,sendto,sendmsg';

/** Whether system calls can be traced here; where they cannot, says so. */
export function canTrace(): boolean {
  if (spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0) return true;
  console.info('skipped: the order of system calls: strace is not installed, or may not trace here');
  return false;
}

/**
 * Runs a server on a directory under strace while `use` uses it. Resolves to what it asked of the system, in order; a call counts when it is
 * over.
 */
export async function systemCalls(
  directory: string,
  mode: 'durable' | 'early',
  use: (url: string) => Promise<void>,
): Promise<readonly SystemCall[]> {
  const trace = join(directory, '..', `trace-${mode}`);
  const program = [process.execPath, join(import.meta.dirname, 'crash-server.ts'), directory, mode];
  const child = spawn('strace', ['-f', '-y', '-s', '16', '-e', `trace=${TRACED}`, '-o', trace, ...program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  try {
    const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    await use(url);
  } finally {
    const ended = once(child, 'exit');
    // The whole group: strace alone would leave the server behind.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await ended;
  }
  return readFileSync(trace, 'utf8').split('\n').flatMap(callOf());
}

/** Reads lines of a trace. A call that is interrupted by others is in two lines, of which the second does not say what it is about. */
function callOf(): (line: string) => SystemCall[] {
  const unfinished = new Map<string, SystemCall[]>();
  return (line) => {
    const [thread = '', rest = ''] = line.split(/ +(.*)/);
    if (rest.startsWith('<... ')) {
      const call = rest.includes(' resumed>') ? (unfinished.get(thread) ?? []) : [];
      unfinished.delete(thread);
      return failed(rest) ? [] : call;
    }
    const call = kindOf(rest);
    if (!rest.includes('<unfinished ...>')) return failed(rest) ? [] : call;
    unfinished.set(thread, call);
    // An answer may be with its reader before the call is over.
    return call[0] === 'answer' ? call : [];
  };
}

function kindOf(call: string): SystemCall[] {
  if (/^(?:fdatasync|fsync|msync)\(/.test(call)) return ['flush'];
  if (/^pwritev?(?:64)?\(\d+<[^>]*data\.mdb>/.test(call)) return ['write'];
  if (/^(?:write|writev|sendto|sendmsg)\(\d+<[^>]*>.*"HTTP\/1\.1 20/.test(call)) return ['answer'];
  return [];
}

function failed(call: string): boolean {
  return / = -1 /.test(call);
}
