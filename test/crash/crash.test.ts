import { expect, test } from 'vitest';
import { emptyDirectory } from '../storage/lmdb/directories.ts';
import { crashRounds } from './crash-rounds.ts';

/** Numbers from 0 up to 1, always the same (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('a server that is killed while many write and watch has all that was answered, and watches go on', async () => {
  const writes = await crashRounds({ directory: emptyDirectory(), rounds: 4, random: seeded(1) });
  expect(writes).toBeGreaterThan(48);
});

test('a server that answers before the disk has it is found out', async () => {
  const rounds = crashRounds({ directory: emptyDirectory(), rounds: 4, mode: 'early', random: seeded(1) });
  await expect(rounds).rejects.toThrow(/was answered and .* but there is|versions went back/);
});
