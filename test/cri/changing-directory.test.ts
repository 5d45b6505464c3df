import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { cniConfigOf, conflist, isTrue, networkNames, put } from './support/networks.ts';
import { startWithCri } from './support/servers.ts';

const CHANGER = fileURLToPath(new URL('support/change-directory.ts', import.meta.url));
const CHANGES = 1_000;
const CALLS_AT_ONCE = 200;

/** Runs the process that makes the changes; resolves when it has made them all. */
async function change(directory: string, how: string): Promise<void> {
  const changer = fork(CHANGER, [directory, how, String(CHANGES)]);
  const [code] = await once(changer, 'exit');
  expect(code).toBe(0);
}

// In order, left and right are replaced in turn: a set is one that existed where left is as new as right, or newer by one.
test.each(['rename', 'write', 'swap'])(
  'each of 200 Status calls at once answers networks that stood there together, while 1,000 changes (%s) are made',
  async (how) => {
    const { client, directory } = await startWithCri();
    await put(directory, 'left.conflist', conflist('left-0'));
    await put(directory, 'right.conflist', conflist('right-0'));
    await client.status();

    let changing = true;
    const done = change(directory, how).finally(() => {
      changing = false;
    });
    const answers = new Set<string>();
    const callers = Array.from({ length: CALLS_AT_ONCE }, async () => {
      let newest = 0;
      while (changing) {
        const response = await client.status(true);
        expect(isTrue(response, 'NetworkReady')).toBe(true);
        const names = networkNames(response);
        answers.add(names.join());
        // Nobody sees time run backwards.
        const left = Number(/\d+/.exec(names[0] ?? '')?.[0]);
        expect(left).toBeGreaterThanOrEqual(newest);
        newest = left;
      }
    });
    await Promise.all([done, ...callers]);

    const wrong = [...answers].filter((names) => {
      const [, left, right] = /^left-(\d+),right-(\d+)$/.exec(names)?.map(Number) ?? [];
      return left === undefined || right === undefined || (left !== right && (how === 'swap' || left !== right + 1));
    });
    expect(wrong).toEqual([]);
    const last = how === 'swap' ? CHANGES : CHANGES / 2;
    expect(networkNames(await client.status(true))).toEqual([`left-${last}`, `right-${last}`]);
  },
  60_000,
);

test('a file that is written slowly is no network before it is whole', async () => {
  const { client, directory } = await startWithCri();
  await put(directory, '20-old.conflist', conflist('old'));
  const text = conflist('new');
  for (const end of [10, 30, text.length - 1]) {
    await writeFile(join(directory, '10-new.conflist'), text.slice(0, end));
    expect(networkNames(await client.status(true))).toEqual(['old']);
  }
  await writeFile(join(directory, '10-new.conflist'), text);
  expect(networkNames(await client.status(true))).toEqual(['new', 'old']);
});

test('symbolic links are followed, also where they come to point elsewhere, and loops are skipped', async () => {
  const { client, directory } = await startWithCri();
  await put(directory, 'one', conflist('one'));
  await put(directory, 'two', conflist('two'));
  await symlink('one', join(directory, '20-link.conflist'));
  await symlink('10-loop.conf', join(directory, '10-loop.conf'));
  await symlink('nowhere', join(directory, '00-dangling.conf'));
  await symlink('.', join(directory, '05-directory.conf'));
  const first = await client.status(true);
  expect(networkNames(first)).toEqual(['one']);
  expect(cniConfigOf(first).Skipped.map(({ File, Reason }) => [File, Reason.split(':')[0]])).toEqual([
    [join(directory, '00-dangling.conf'), 'ENOENT'],
    [join(directory, '10-loop.conf'), 'ELOOP'],
  ]);
  await symlink('two', join(directory, 'next'));
  await rename(join(directory, 'next'), join(directory, '20-link.conflist'));
  expect(networkNames(await client.status(true))).toEqual(['two']);
  await rm(join(directory, 'two'));
  expect(networkNames(await client.status(true))).toEqual(['two']);
});
