import { expect, test } from 'vitest';
import { emptyDirectory } from '../storage/lmdb/directories.ts';
import { randomFrom } from '../support/random.ts';
import { crashRounds } from './crash-rounds.ts';

test('a server that is killed while many write and watch has all that was answered, and watches go on', async () => {
  const { writes, snapshots, killedAgain } = await crashRounds({
    directory: emptyDirectory(),
    rounds: 4,
    random: randomFrom(1),
  });
  expect(writes).toBeGreaterThan(48);
  expect(snapshots + killedAgain).toBeGreaterThan(0);
});

test('a server that answers before the disk has it is found out', async () => {
  const rounds = crashRounds({ directory: emptyDirectory(), rounds: 4, mode: 'early', random: randomFrom(1) });
  await expect(rounds).rejects.toThrow(/was answered and .* but there is|versions went back/);
});
