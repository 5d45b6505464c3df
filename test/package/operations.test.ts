import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FLAGS } from '../../src/command-line/flags.ts';

const OPERATIONS = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');

test('docs/operations.md has each flag, as --help writes it', () => {
  const written = [...OPERATIONS.matchAll(/^\| `--([^`]+)` \|/gm)].map(([, usage]) => usage);
  const flags = FLAGS.map(({ name, value }) => (value === undefined ? `${name}[=false]` : `${name} ${value}`));
  expect(written.toSorted()).toEqual(flags.toSorted());
});
