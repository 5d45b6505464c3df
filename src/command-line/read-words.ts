import { nearest } from './nearest.ts';
import type { Parsed } from './values.ts';

/** What is read of a flag. */
export interface ReadableFlag {
  readonly name: string;
  readonly value: string | undefined;
  readonly parse: (text: string) => Parsed<unknown>;
  readonly mayBeEmpty?: boolean;
}

/** A flag that is given, with the text of its value. */
export interface Setting<F extends ReadableFlag> {
  readonly flag: F;
  /** As it is written: `--port`. */
  readonly origin: string;
  readonly text: string;
}

/** What words say, or what is wrong with them. */
export type WordsResult<F extends ReadableFlag> =
  | { readonly ok: true; readonly settings: readonly Setting<F>[]; readonly others: readonly string[] }
  | { readonly ok: false; readonly message: string };

/** What is taken. */
export interface Taken<F extends ReadableFlag> {
  readonly flags: readonly F[];
  /** Flags that are told to be not supported. */
  readonly unsupported: readonly string[];
  /** How many words there may be that are no flags. */
  readonly mostOthers: number;
  /** What is taken, in the words of a message. */
  readonly described: string;
}

/** Reads flags, whose values stand after a space or `=`, and other words between them. */
export function readWords<F extends ReadableFlag>(words: readonly string[], taken: Taken<F>): WordsResult<F> {
  const { flags, mostOthers } = taken;
  const settings: Setting<F>[] = [];
  const others: string[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    // A dash alone stands for standard input or output.
    if (!word.startsWith('-') || word === '-') {
      others.push(word);
      if (others.length > mostOthers) return refused(unexpected(word, settings.at(-1), taken));
      continue;
    }
    const [, name = '', attached] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    const flag = flags.find((candidate) => candidate.name === name);
    if (flag === undefined) return refused(unknown(word, name, taken));
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
  return { ok: true, settings, others };
}

function refused(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message };
}

function unknown<F extends ReadableFlag>(word: string, name: string, { flags, unsupported }: Taken<F>): string {
  if (unsupported.includes(name)) return `--${name} is not supported by this version of podledger`;
  const known = [...flags.map((flag) => flag.name), ...unsupported];
  const meant = nearest(name === '' ? word.replace(/^-+/, '') : name, [...known, 'help', 'version']);
  const shown = name === '' ? word : `--${name}`;
  return `unknown flag ${shown}${meant === undefined ? '; see --help' : ` (did you mean --${meant}?)`}`;
}

function unexpected<F extends ReadableFlag>(
  word: string,
  last: Setting<F> | undefined,
  { described }: Taken<F>,
): string {
  // `--self-link false` reads as the flag and a word of its own, as it does for kube-apiserver.
  if (last?.flag.value === undefined && last !== undefined && last.flag.parse(word).ok) {
    return `unexpected argument ${JSON.stringify(word)}: write ${last.origin}=${word}`;
  }
  return `unexpected argument ${JSON.stringify(word)}: ${described}; see --help`;
}
