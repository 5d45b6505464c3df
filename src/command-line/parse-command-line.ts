import { type Environment, readEnvironment } from './environment.ts';
import type { CommandLineOptions, Flag, FlagValue } from './flag.ts';
import { FLAGS, UNSUPPORTED_FLAGS } from './flags.ts';
import { nearest } from './nearest.ts';

/** What the command was asked to do. */
export type CommandLine =
  | { readonly action: 'help' }
  | { readonly action: 'version' }
  | {
      readonly action: 'serve';
      readonly options: CommandLineOptions;
      /** Where each option that is set comes from: `--port`, or `PODLEDGER_PORT`. */
      readonly origins: ReadonlyMap<string, string>;
      /** Lines to log once there is a log. */
      readonly warnings: readonly string[];
    }
  | { readonly action: 'refuse'; readonly message: string };

const COMMAND = 'serve';

/**
 * Reads the words after the program's name, and the environment. `serve` may stand first and changes nothing; a flag's
 * value stands after a space or `=`; a flag wins over its variable. The last of a repeated flag wins, unless it takes a list, which
 * then goes on.
 */
export function parseCommandLine(words: readonly string[], environment: Environment): CommandLine {
  if (words.includes('--help') || words.includes('-h')) return { action: 'help' };
  if (words.includes('--version')) return { action: 'version' };

  const fromFlags = readFlags(words[0] === COMMAND ? words.slice(1) : words);
  if (!fromFlags.ok) return { action: 'refuse', message: fromFlags.message };
  const fromEnvironment = readEnvironment(environment);
  if (!fromEnvironment.ok) return { action: 'refuse', message: fromEnvironment.message };

  const set = new Set(fromFlags.settings.map(({ flag }) => flag));
  const inherited = fromEnvironment.settings.filter(({ flag }) => !set.has(flag));
  const options: Record<string, FlagValue> = {};
  const origins = new Map<string, string>();
  for (const { flag, origin, text } of [
    ...fromFlags.settings,
    ...inherited.map(({ flag, variable, text }) => ({ flag, origin: variable, text })),
  ]) {
    const parsed = flag.parse(text);
    if (!parsed.ok) return { action: 'refuse', message: `${origin}: ${parsed.problem}` };
    options[flag.option] = goingOn(options[flag.option], parsed.value);
    origins.set(flag.option, origin);
  }
  return { action: 'serve', options, origins, warnings: fromEnvironment.warnings };
}

function goingOn(before: FlagValue | undefined, value: FlagValue): FlagValue {
  return Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value;
}

interface Setting {
  readonly flag: Flag;
  readonly origin: string;
  readonly text: string;
}

type FlagsResult =
  | { readonly ok: true; readonly settings: readonly Setting[] }
  | { readonly ok: false; readonly message: string };

function readFlags(words: readonly string[]): FlagsResult {
  const settings: Setting[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('-')) return refused(unexpected(word, settings.at(-1)));
    const [, name = '', attached] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    const flag = FLAGS.find((candidate) => candidate.name === name);
    if (flag === undefined) return refused(unknown(word, name));
    const origin = `--${name}`;
    const separate = flag.value !== undefined && attached === undefined;
    // What starts with two dashes is the next flag, not the value that was forgotten.
    const next = separate && !rest[0]?.startsWith('--') ? rest.shift() : undefined;
    const given = attached ?? next;
    const text = given ?? (flag.value === undefined ? 'true' : '');
    const isMissing = text === '' && (given === undefined || !flag.mayBeEmpty);
    if (isMissing) return refused(`${origin} needs a value: ${origin}${flag.value ? ` ${flag.value}` : '=true'}`);
    settings.push({ flag, origin, text });
  }
  return { ok: true, settings };
}

function refused(message: string): FlagsResult {
  return { ok: false, message };
}

function unknown(word: string, name: string): string {
  if (UNSUPPORTED_FLAGS.includes(name)) return `--${name} is not supported by this version of podledger`;
  const known = [...FLAGS.map((flag) => flag.name), ...UNSUPPORTED_FLAGS];
  const meant = nearest(name === '' ? word.replace(/^-+/, '') : name, [...known, 'help', 'version']);
  const shown = name === '' ? word : `--${name}`;
  return `unknown flag ${shown}${meant === undefined ? '; see --help' : ` (did you mean --${meant}?)`}`;
}

function unexpected(word: string, last: Setting | undefined): string {
  // `--self-link false` reads as the flag and a word of its own, as it does for kube-apiserver.
  if (last?.flag.value === undefined && last !== undefined && last.flag.parse(word).ok) {
    return `unexpected argument ${JSON.stringify(word)}: write ${last.origin}=${word}`;
  }
  return `unexpected argument ${JSON.stringify(word)}: podledger takes "${COMMAND}" and flags; see --help`;
}
