import { readFile } from 'node:fs/promises';
import type { ServerOptions } from '../config/server-options.ts';
import { OptionError } from '../config.ts';

/** What a file that an option names holds. @throws OptionError with the file and what is wrong with it */
export async function readOption<T>(
  option: keyof ServerOptions,
  path: string,
  parse: (text: string) => T | Promise<T>,
): Promise<T> {
  try {
    return await parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new OptionError(option, `${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
