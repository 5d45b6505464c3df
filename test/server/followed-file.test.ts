import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { followFile } from '../../src/server/followed-file.ts';
import { systemClock } from '../../src/time/clock.ts';
import { eventually } from '../support/eventually.ts';
import { writeTemporary } from '../support/files.ts';

const numberOf = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new Error(`${text} is no number`);
  return Number(text);
};

test('a file is read again when it has changed, or when another stands behind a link; what makes no sense is told', async () => {
  const path = writeTemporary('number', '1');
  const failed: unknown[] = [];
  const file = await followFile(path, numberOf, { clock: systemClock(), failed: (error) => failed.push(error) });
  onTestFinished(() => file.stop());
  expect(file.current()).toBe(1);
  writeFileSync(path, '22');
  await eventually(() => expect(file.current()).toBe(22));
  writeFileSync(path, 'x');
  await eventually(() => expect(failed).toEqual([new Error('x is no number')]));
  expect(file.current()).toBe(22);
  const other = join(dirname(path), 'other');
  writeFileSync(other, '333');
  rmSync(path);
  symlinkSync(other, path);
  await eventually(() => expect(file.current()).toBe(333));
});

test('a file that cannot be read at first is an error', async () => {
  const options = { clock: systemClock(), failed: () => {} };
  await expect(followFile('/none', numberOf, options)).rejects.toThrow('ENOENT');
  await expect(followFile(writeTemporary('number', 'x'), numberOf, options)).rejects.toThrow('x is no number');
});
