import { KUBERNETES_VERSION, VERSION } from '../process/version.ts';
import { FLAGS, UNSUPPORTED_FLAGS, variableOf } from './flags.ts';

const WIDTH = 100;

/** What `--help` prints. */
export function helpText(): string {
  const flags = [
    ...FLAGS.map(({ name, value, help }) => ({
      usage: value === undefined ? `--${name}[=false]` : `--${name} ${value}`,
      help,
    })),
    { usage: '--help', help: 'Prints this text.' },
    { usage: '--version', help: 'Prints the version.' },
  ];
  return [
    'Podledger: a Kubernetes-compatible API server for pods and their status.',
    '',
    'Usage: podledger [serve] [FLAGS]',
    '',
    ...flags.flatMap(({ usage, help }) => [`  ${usage}`, ...wrapped(help, '      ')]),
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
