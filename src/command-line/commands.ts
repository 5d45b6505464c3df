import type { Flag } from './flag.ts';
import { FLAGS } from './flags.ts';
import { parseByteCount, parseText } from './values.ts';

/** What a command other than `serve` does. */
export type CommandName = 'export' | 'import' | 'snapshot save' | 'snapshot restore' | 'snapshot status';

/** What flags say to such a command. */
export interface CommandOptions {
  readonly store?: string | undefined;
  readonly server?: string | undefined;
  readonly kubeconfig?: string | undefined;
  readonly output?: string | undefined;
  readonly quotaBackendBytes?: number | undefined;
}

/** A flag of such a command. */
export interface CommandFlag extends Pick<Flag, 'name' | 'value' | 'help' | 'parse' | 'mayBeEmpty'> {
  readonly option: keyof CommandOptions;
}

/** A command that does one thing and ends. */
export interface Command {
  /** The words by which it is called. */
  readonly name: CommandName;
  /** What it is about, in one line. */
  readonly summary: string;
  /** What else `--help` says of it. */
  readonly help: string;
  /** The words that it takes behind its name, as `--help` writes them: in brackets where one may be left out. */
  readonly words: readonly string[];
  readonly flags: readonly CommandFlag[];
}

const DISK_STORE: CommandFlag = {
  name: 'store',
  value: 'STORE',
  help: 'The store on disk: lmdb:DIR.',
  option: 'store',
  parse: parseText,
};

const SERVER: CommandFlag = {
  name: 'server',
  value: 'URL',
  help: 'A running server, such as http://127.0.0.1:8080.',
  option: 'server',
  parse: parseText,
};

const KUBECONFIG: CommandFlag = {
  name: 'kubeconfig',
  value: 'FILE',
  help: 'The kubeconfig whose current context says which server, and who asks it.',
  option: 'kubeconfig',
  parse: parseText,
};

/** The commands beside `serve`, in the order of `--help`. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'snapshot save',
    summary: 'Writes all that a store on disk keeps to a file, also while a server has it open.',
    help: 'The file gets its name when it is whole and on disk. It may replace a snapshot that is there, and nothing else. The past is not in it.',
    words: ['FILE'],
    flags: [DISK_STORE],
  },
  {
    name: 'snapshot restore',
    summary: 'Makes a store on disk of a snapshot.',
    help: 'The directory is made where it is not there, and must hold nothing. Versions go on far above those of the snapshot, so that none comes twice; whoever watched from an earlier one lists again.',
    words: ['FILE'],
    flags: [DISK_STORE],
  },
  {
    name: 'snapshot status',
    summary: 'Checks a snapshot, and tells what is in it.',
    help: 'Ends with 1 where the snapshot is damaged.',
    words: ['FILE'],
    flags: [],
  },
  {
    name: 'export',
    summary: 'Writes every object of a store on disk, or of a running server, to a file or to standard output.',
    help: 'Objects are written as they are, but for their versions. A store on disk may be in use. Of a server, whoever is named in the kubeconfig has to be allowed to list everything.',
    words: ['[FILE]'],
    flags: [
      DISK_STORE,
      SERVER,
      KUBECONFIG,
      {
        name: 'output',
        value: 'FORM',
        help: 'jsonl (the default), an object a line, or yaml, a List that kubectl apply also takes.',
        option: 'output',
        parse: parseText,
      },
    ],
  },
  {
    name: 'import',
    summary: 'Puts the objects of a file or of standard input into a store on disk, or into that of a running server.',
    help: 'Objects keep their uid, creationTimestamp, owners, status and managedFields, and replace those that have their names. A store on disk must not be in use. Of a server, whoever is named in the kubeconfig has to be allowed to post to /podledger/import.',
    words: ['[FILE]'],
    flags: [
      DISK_STORE,
      SERVER,
      KUBECONFIG,
      {
        name: 'quota-backend-bytes',
        value: 'BYTES',
        help: 'How much a store on disk may take, as for the server that is to have it; 2Gi by default.',
        option: 'quotaBackendBytes',
        parse: parseByteCount,
      },
    ],
  },
];

/** The variables of all flags that are no flags of `serve`. */
export const OTHER_FLAGS: readonly string[] = [
  ...new Set(COMMANDS.flatMap(({ flags }) => flags.map(({ name }) => name))),
].filter((name) => FLAGS.every((flag) => flag.name !== name));
