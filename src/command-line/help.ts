import { KUBERNETES_VERSION, VERSION } from '../process/version.ts';
import { COMMANDS, type Command } from './commands.ts';
import type { Flag } from './flag.ts';
import { FLAGS, UNSUPPORTED_FLAGS, variableOf } from './flags.ts';

const WIDTH = 100;

/** What `--help` prints: of the program, or of the commands whose names begin with these words. */
export function helpText(name?: string): string {
  const commands = COMMANDS.filter((command) => command.name === name || command.name.startsWith(`${name} `));
  return commands.length === 0 ? programHelp() : commands.map(commandHelp).join('\n');
}

function programHelp(): string {
  return [
    'Podledger: a Kubernetes-compatible API server for pods and their status.',
    '',
    'Usage: podledger [serve] [FLAGS]',
    ...COMMANDS.flatMap((command) => [`       ${usageOf(command)}`, ...wrapped(command.summary, '           ')]),
    '',
    'Flags of the server; each other command has --help of its own.',
    '',
    ...flagLines(FLAGS),
    '',
    ...wrapped(
      `Each flag has an environment variable, such as ${variableOf('watch-history-events')} for --watch-history-events. A flag wins over its variable, and an empty variable counts as unset.`,
    ),
    '',
    ...wrapped(`Not supported by this version: ${UNSUPPORTED_FLAGS.map((name) => `--${name}`).join(', ')}.`),
    '',
    ...wrapped('Exit code: 0 after a graceful stop, 1 where the server fails, 2 where the command line is wrong.'),
    '',
  ].join('\n');
}

function commandHelp(command: Command): string {
  return [
    `Usage: ${usageOf(command)}`,
    '',
    ...wrapped(`${command.summary} ${command.help}`),
    '',
    ...flagLines(command.flags),
    '',
    ...wrapped('Exit code: 0 where it is done, 1 where it fails, 2 where the command line is wrong.'),
    '',
  ].join('\n');
}

function usageOf({ name, words, flags }: Command): string {
  return ['podledger', name, ...words, ...(flags.length === 0 ? [] : ['[FLAGS]'])].join(' ');
}

function flagLines(flags: readonly Pick<Flag, 'name' | 'value' | 'help'>[]): readonly string[] {
  return [
    ...flags.map(({ name, value, help }) => ({
      usage: value === undefined ? `--${name}[=false]` : `--${name} ${value}`,
      help,
    })),
    { usage: '--help', help: 'Prints this text.' },
    { usage: '--version', help: 'Prints the version.' },
  ].flatMap(({ usage, help }) => [`  ${usage}`, ...wrapped(help, '      ')]);
}

/** What `--version` prints. */
export function versionText(): string {
  return `podledger ${VERSION} (Kubernetes API ${KUBERNETES_VERSION})\n`;
}

function wrapped(text: string, indent = ''): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > WIDTH) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}
