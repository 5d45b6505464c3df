import { COMMANDS, type Command, type CommandName, type CommandOptions } from './commands.ts';
import { type Environment, readEnvironment, readVariables } from './environment.ts';
import type { CommandLineOptions, FlagValue } from './flag.ts';
import { FLAGS, UNSUPPORTED_FLAGS } from './flags.ts';
import { nearest } from './nearest.ts';
import { type ReadableFlag, readWords } from './read-words.ts';
import type { Parsed } from './values.ts';

/** What the command was asked to do. */
export type CommandLine =
  | {
      readonly action: 'help';
      /** What the names of the commands begin with that are asked about; undefined for all of the program. */
      readonly command: string | undefined;
    }
  | { readonly action: 'version' }
  | {
      readonly action: 'serve';
      readonly options: CommandLineOptions;
      /** Where each option that is set comes from: `--port`, or `PODLEDGER_PORT`. */
      readonly origins: ReadonlyMap<string, string>;
      /** Lines to log once there is a log. */
      readonly warnings: readonly string[];
    }
  | {
      readonly action: 'run';
      readonly command: CommandName;
      /** The words behind the name of the command, as many as it takes. */
      readonly words: readonly string[];
      readonly options: CommandOptions;
      readonly origins: ReadonlyMap<string, string>;
    }
  | { readonly action: 'refuse'; readonly message: string };

const SERVE = 'serve';

/**
 * Reads the words after the program's name, and the environment. The name of a command stands first; `serve` may be left out. A flag's
 * value stands after a space or `=`; a flag wins over its variable. The last of a repeated flag wins, unless it takes a list, which
 * then goes on.
 */
export function parseCommandLine(words: readonly string[], environment: Environment): CommandLine {
  const named = commandNamed(words);
  if (words.includes('--help') || words.includes('-h')) {
    return { action: 'help', command: named?.group };
  }
  if (words.includes('--version')) return { action: 'version' };
  if (named === undefined) return serve(words[0] === SERVE ? words.slice(1) : words, environment);
  if ('refusal' in named) return { action: 'refuse', message: named.refusal };
  return run(named.command, words.slice(named.command.name.split(' ').length), environment);
}

/** Which command is named, or why it is none; undefined where the server is meant. `group` is what of the words names something. */
type Named = { readonly group: string | undefined } & ({ readonly command: Command } | { readonly refusal: string });

function commandNamed([first, second]: readonly string[]): Named | undefined {
  if (first === undefined || first.startsWith('-') || first === SERVE) return undefined;
  const group = COMMANDS.filter(({ name }) => name.split(' ')[0] === first);
  if (group.length === 0) {
    const known = [SERVE, ...new Set(COMMANDS.map(({ name }) => name.split(' ')[0] ?? ''))];
    return { group: undefined, refusal: `unknown command ${JSON.stringify(first)}${hint(nearest(first, known))}` };
  }
  const command = group.find(({ name }) => name === first || name === `${first} ${second}`);
  if (command !== undefined) return { group: command.name, command };
  const members = group.map(({ name }) => name.split(' ')[1] ?? '');
  const which = `${members.slice(0, -1).join(', ')} or ${members.at(-1)}`;
  if (second === undefined || second.startsWith('-')) {
    return { group: first, refusal: `${first} needs a command behind it: ${which}; see podledger ${first} --help` };
  }
  const meant = nearest(second, members);
  const said = meant === undefined ? `: ${which}` : hint(`${first} ${meant}`);
  return { group: first, refusal: `unknown command ${JSON.stringify(`${first} ${second}`)}${said}` };
}

function hint(meant: string | undefined): string {
  return meant === undefined ? '; see --help' : ` (did you mean ${JSON.stringify(meant)}?)`;
}

function serve(words: readonly string[], environment: Environment): CommandLine {
  const fromFlags = readWords(words, {
    flags: FLAGS,
    unsupported: UNSUPPORTED_FLAGS,
    mostOthers: 0,
    described: `podledger takes the name of a command, such as "${SERVE}", and flags`,
  });
  if (!fromFlags.ok) return { action: 'refuse', message: fromFlags.message };
  const fromEnvironment = readEnvironment(environment);
  if (!fromEnvironment.ok) return { action: 'refuse', message: fromEnvironment.message };
  const read = optionsOf<CommandLineOptions>([
    ...fromFlags.settings,
    ...fromEnvironment.settings.map(({ flag, variable, text }) => ({ flag, origin: variable, text })),
  ]);
  if (!read.ok) return { action: 'refuse', message: read.message };
  return { action: 'serve', options: read.options, origins: read.origins, warnings: fromEnvironment.warnings };
}

function run({ name, words: names, flags }: Command, words: readonly string[], environment: Environment): CommandLine {
  const usage = [`podledger ${name}`, ...names].join(' ');
  const fromFlags = readWords(words, {
    flags,
    unsupported: [],
    mostOthers: names.length,
    described: `${usage} takes no more`,
  });
  if (!fromFlags.ok) return { action: 'refuse', message: fromFlags.message };
  const missing = names.slice(fromFlags.others.length).find((word) => !word.startsWith('['));
  if (missing !== undefined) {
    return { action: 'refuse', message: `${name} needs a ${missing}: ${usage}; see podledger ${name} --help` };
  }
  const read = optionsOf<CommandOptions>([
    ...fromFlags.settings,
    ...readVariables(flags, environment).map(({ flag, variable, text }) => ({ flag, origin: variable, text })),
  ]);
  if (!read.ok) return { action: 'refuse', message: read.message };
  return { action: 'run', command: name, words: fromFlags.others, options: read.options, origins: read.origins };
}

/** A flag that sets an option. */
interface OptionFlag extends ReadableFlag {
  readonly option: string;
  readonly parse: (text: string) => Parsed<FlagValue>;
}

type OptionsResult<O> =
  | { readonly ok: true; readonly options: O; readonly origins: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly message: string };

/** What settings come to: flags come before variables, which count where the flag is not given. */
function optionsOf<O>(
  settings: readonly { readonly flag: OptionFlag; readonly origin: string; readonly text: string }[],
): OptionsResult<O> {
  const options: Record<string, FlagValue> = {};
  const origins = new Map<string, string>();
  for (const { flag, origin, text } of settings) {
    const before = origins.get(flag.option);
    if (before !== undefined && before !== origin) continue;
    const parsed = flag.parse(text);
    if (!parsed.ok) return { ok: false, message: `${origin}: ${parsed.problem}` };
    options[flag.option] = goingOn(options[flag.option], parsed.value);
    origins.set(flag.option, origin);
  }
  return { ok: true, options: options as O, origins };
}

function goingOn(before: FlagValue | undefined, value: FlagValue): FlagValue {
  return Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value;
}
