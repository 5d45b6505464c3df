import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { CommandName, CommandOptions } from '../../src/command-line/commands.ts';
import { runCommand } from '../../src/commands/run-command.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** What a process has said, and how it ended: its exit code, or the signal that ended it. */
export interface Ended {
  readonly code: number | NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program as a process of its own, with a standard input. */
export function start(
  words: readonly string[],
  input = '',
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const own = Object.entries(process.env).filter(([name]) => !/^(PODLEDGER|npm)_/.test(name));
  const child = spawn(process.execPath, [MAIN, ...words], { env: Object.fromEntries(own) });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  return {
    child,
    ended: ended.then(([[code, signal], stdout, stderr]) => ({ code: signal ?? code, stdout, stderr })),
  };
}

/** The same; resolves when it has ended. */
export function run(words: readonly string[], input = ''): Promise<Ended> {
  return start(words, input).ended;
}

/** What a command is given that runs in the test's own process. */
export interface Given {
  readonly options?: CommandOptions;
  readonly input?: string;
  readonly now?: number;
  readonly signal?: AbortSignal;
}

/** Runs a command in this process; resolves to what it has answered and noted. */
export async function command(
  name: CommandName,
  words: readonly string[],
  { options = {}, input = '', now = Date.now(), signal = new AbortController().signal }: Given = {},
): Promise<{ readonly printed: string; readonly notes: readonly string[] }> {
  let printed = '';
  const notes: string[] = [];
  const output = new Writable({
    write(chunk, _, done) {
      printed += chunk;
      done();
    },
  });
  await runCommand(name, words, {
    options,
    print: (said) => {
      printed += said;
    },
    note: (line) => notes.push(line),
    input: Readable.from(Buffer.from(input)),
    output,
    terminal: { write: () => {} },
    now: () => now,
    signal,
  });
  return { printed, notes };
}

/** The message with which a command fails. */
export async function failure(...words: Parameters<typeof command>): Promise<string> {
  try {
    await command(...words);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it did not fail');
}
