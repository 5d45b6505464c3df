import type { Readable, Writable } from 'node:stream';
import type { CommandOptions } from '../command-line/commands.ts';
import type { ProgressStream } from '../process/progress.ts';

/** What a command has of the process that runs it. */
export interface CommandContext {
  readonly options: CommandOptions;
  /** Takes what the command answers. */
  readonly print: (text: string) => void;
  /** Takes lines beside the answer, without line feeds. */
  readonly note: (line: string) => void;
  /** Standard input and output. */
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable;
  /** Where progress is shown. */
  readonly terminal: ProgressStream;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Aborts where the command is to give up and leave nothing half done. */
  readonly signal: AbortSignal;
}

/** What is wrong with an option: the command line is to blame. */
export class UsageError extends Error {
  readonly option: keyof CommandOptions;

  constructor(option: keyof CommandOptions, problem: string) {
    super(problem);
    this.name = 'UsageError';
    this.option = option;
  }
}
