import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Writes a file in a directory of its own that goes with the test; what is answered is its path. */
export function writeTemporary(name: string, text: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'podledger-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}
