// Changes the networks of a directory, a number of times, as fast as it can. A program of its own, so that changes fall
// between any two system calls of the server.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { conflist } from './networks.ts';

const [directory = '', how = '', changes = ''] = process.argv.slice(2);

/** Replaces one file as a whole. */
function replaceFile(side: string, number: number): void {
  const file = join(directory, `${side}.conflist`);
  writeFileSync(`${file}.tmp`, conflist(`${side}-${number}`));
  renameSync(`${file}.tmp`, file);
}

/** Writes over a file where it is, in one system call: the text is as long as the one before, or longer. */
function overwriteFile(side: string, number: number): void {
  writeFileSync(join(directory, `${side}.conflist`), conflist(`${side}-${number}`), { flag: 'r+' });
}

/** Puts another directory in place of this one. */
function swapDirectory(number: number): void {
  const next = `${directory}-next`;
  mkdirSync(next);
  for (const side of ['left', 'right']) writeFileSync(join(next, `${side}.conflist`), conflist(`${side}-${number}`));
  renameSync(directory, `${directory}-old`);
  renameSync(next, directory);
  rmSync(`${directory}-old`, { recursive: true });
}

for (let change = 1; change <= Number(changes); change += 1) {
  const side = change % 2 === 1 ? 'left' : 'right';
  const number = Math.ceil(change / 2);
  if (how === 'rename') replaceFile(side, number);
  else if (how === 'write') overwriteFile(side, number);
  else swapDirectory(change);
  // Lets a server on one processor have its turn: a directory that never keeps still is answered as it was before.
  if (change % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
}
