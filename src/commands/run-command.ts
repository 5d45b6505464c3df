import type { CommandName } from '../command-line/commands.ts';
import type { CommandContext } from './command-context.ts';
import { restoreSnapshot, saveSnapshot, showSnapshot } from './snapshot.ts';

type Run = (words: readonly string[], context: CommandContext) => Promise<void>;

const RUNS: Readonly<Record<CommandName, Run>> = {
  export: async ([file = '-'], context) => (await import('./export.ts')).exportObjects(file, context),
  import: async ([file = '-'], context) => (await import('./import.ts')).importObjects(file, context),
  'snapshot save': ([file = ''], context) => saveSnapshot(file, context),
  'snapshot restore': ([file = ''], context) => restoreSnapshot(file, context),
  'snapshot status': ([file = ''], context) => showSnapshot(file, context),
};

/**
 * Runs a command that does one thing and ends. Rejects with UsageError where an option is wrong, and otherwise with an Error whose
 * message says in one line why it failed.
 */
export function runCommand(command: CommandName, words: readonly string[], context: CommandContext): Promise<void> {
  return RUNS[command](words, context);
}
