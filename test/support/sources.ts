import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ParseResult, parseSync } from 'oxc-parser';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** One source of the product. */
export interface Source {
  /** Relative to the root. */
  readonly file: string;
  readonly text: string;
  readonly program: ParseResult['program'];
}

/** The sources of the product, `src` and `schemas`, parsed. */
export function* sourcesOfProduct(): Generator<Source> {
  for (const folder of ['schemas', 'src']) {
    for (const entry of readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
      const path = join(entry.parentPath, entry.name);
      const text = readFileSync(path, 'utf8');
      yield { file: relative(ROOT, path), text, program: parseSync(path, text).program };
    }
  }
}
