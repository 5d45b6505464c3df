import type { ServerOptions } from '../config/server-options.ts';
import type { Parsed } from './values.ts';

/** What the command line says about the server, and about what else the command does. */
export interface CommandLineOptions extends ServerOptions {
  /** The file that gets a kubeconfig once the server listens. */
  readonly writeKubeconfig?: string | undefined;
}

/** What a flag can set. */
export type FlagValue = string | number | boolean | readonly string[];

/** One flag. Parsing, `--help` and the environment variables all follow from these. */
export interface Flag {
  /** As it is written, without the dashes. */
  readonly name: string;
  /** What stands for the value in `--help`; a flag without one is a boolean, and present means true. */
  readonly value: string | undefined;
  readonly help: string;
  readonly option: keyof CommandLineOptions;
  /** Reads the value from text. Whether it is in range is for `completeConfig` to say. */
  readonly parse: (text: string) => Parsed<FlagValue>;
  /** Whether the value may be an empty text. */
  readonly mayBeEmpty?: boolean;
}
