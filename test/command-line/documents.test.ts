import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseCommandLine } from '../../src/command-line/parse-command-line.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const COMMAND =
  /^\$? ?(?:[A-Z_]+=\S+ )*(?:npx podledger|podledger|npm start --|node (?:src\/main\.ts|dist\/main\.js))( .*)?$/;

/** The words after the program's name, for each line of a document that is a command of this program. */
function commandsOf(text: string): readonly string[] {
  const lines = text.replaceAll('\\\n', ' ').split('\n');
  return lines.flatMap((line) => COMMAND.exec(line.trim())?.slice(1) ?? []).map((words) => words ?? '');
}

test('finds the commands of a document', () => {
  const text =
    'npm start -- --port 1 # one\n$ npx podledger serve \\\n  --port 2 &\nkubectl get pods\npodledger serves pods';
  expect(commandsOf(text)).toEqual([' --port 1 # one', ' serve    --port 2 &', ' serves pods']);
});

test('each command in the documents is one that podledger takes', () => {
  const refused: string[] = [];
  for (const name of globSync('{,docs/}*.md', { cwd: ROOT })) {
    for (const command of commandsOf(readFileSync(join(ROOT, name), 'utf8'))) {
      // What the shell reads itself ends the command.
      const words = command
        .replace(/(#|&|>|\|).*$/, '')
        .split(/\s+/)
        .filter((word) => word !== '');
      const commandLine = parseCommandLine(words, {});
      if (commandLine.action === 'refuse') refused.push(`${name}:${command}: ${commandLine.message}`);
    }
  }
  expect(refused).toEqual([]);
});
