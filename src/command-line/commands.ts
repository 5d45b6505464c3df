import { FLAGS, type Flag } from './flags.ts';
import { parseText } from './values.ts';

/** What a command other than `serve` does. */
export type CommandName = 'snapshot save' | 'snapshot restore' | 'snapshot status';

/** What flags say to such a command. */
export interface CommandOptions {
  readonly store?: string | undefined;
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
];

/** The variables of all flags that are no flags of `serve`. */
export const OTHER_FLAGS: readonly string[] = [
  ...new Set(COMMANDS.flatMap(({ flags }) => flags.map(({ name }) => name))),
].filter((name) => FLAGS.every((flag) => flag.name !== name));
