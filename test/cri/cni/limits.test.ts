import { execFileSync } from 'node:child_process';
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NetworkLoader } from '../../../src/cri/cni/load-networks.ts';
import { cniConfigOf, conflist, networkNames } from '../support/networks.ts';
import { startWithCri, temporaryDirectory } from '../support/servers.ts';

const MEBIBYTE = 1024 * 1024;

/** A directory with these files, and what loading it comes to. */
async function loadFiles(files: Readonly<Record<string, string | Buffer>>) {
  const directory = await temporaryDirectory();
  for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content);
  const result = await new NetworkLoader(directory, () => performance.now()).load();
  return {
    ...result,
    names: result.ok ? result.networks.map(({ name }) => name) : [],
    skipped: result.skipped.map(({ file, reason }) => `${file.slice(directory.length + 1)}: ${reason}`),
  };
}

describe('the files of a directory', () => {
  test('count by their extensions, exactly', async () => {
    const names = [
      'a.conf',
      'b.conflist',
      'c.json',
      '.d.conf',
      '.conf',
      'e.CONF',
      'f.conf~',
      'g.conf.bak',
      'h',
      'conf',
    ];
    const content = (name: string) => (name.endsWith('.conflist') ? conflist(name) : '{"type":"x"}');
    const { names: loaded, skipped } = await loadFiles(Object.fromEntries(names.map((name) => [name, content(name)])));
    expect(loaded).toEqual(['a.conf', 'b.conflist', 'c.json']);
    // They count, but what is named after them would be no name of a network.
    expect(skipped.map((line) => line.split(':')[0])).toEqual(['.conf', '.d.conf']);
  });

  test('are in the order of the bytes of their names, and the first valid one is the default network', async () => {
    const names = ['b', 'B', '10', '9', 'a-', 'a', 'ä', '\u{ff5e}', '\u{1f600}'];
    const files = names.map((name, i) => [`${name}.conf`, `{"type":"x","name":"net${i}"}`]);
    const { names: loaded } = await loadFiles({ ...Object.fromEntries(files), '00.conf': '{}' });
    // '-' comes before '.', and U+1F600 after U+FF5E, which is not so in UTF-16.
    expect(loaded).toEqual(['net2', 'net3', 'net1', 'net4', 'net5', 'net0', 'net6', 'net7', 'net8']);
  });

  test('with the name of a network before them are skipped', async () => {
    const { names, skipped } = await loadFiles({
      '1.conf': '{"type":"x","name":"net"}',
      '2.conflist': conflist('net'),
      '3.conf': '{"type":"x","name":"other"}',
    });
    expect(names).toEqual(['net', 'other']);
    expect(skipped).toEqual([expect.stringMatching(/^2\.conflist: its name "net" is taken by \/.*\/1\.conf$/)]);
  });

  test('may be as large as 1 MiB, and are skipped where they are larger by a byte', async () => {
    const network = (name: string, size: number) => `{"type":"x","name":"${name}"}`.padEnd(size);
    const { names, skipped } = await loadFiles({
      'a.conf': network('small', MEBIBYTE),
      'b.conf': network('large', MEBIBYTE + 1),
    });
    expect(names).toEqual(['small']);
    expect(skipped).toEqual(['b.conf: it is larger than 1048576 bytes']);
  });

  test('are skipped without being read where they are huge', async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'a.conf'), '');
    await truncate(join(directory, 'a.conf'), 2 ** 40);
    expect(await new NetworkLoader(directory, () => 0).load()).toMatchObject({
      ok: false,
      skipped: [{ reason: 'it is larger than 1048576 bytes' }],
    });
  });

  test('with names that are no UTF-8 are read, too', async () => {
    const directory = await temporaryDirectory();
    const path = Buffer.concat([Buffer.from(`${directory}/`), Buffer.from([0xff, 0xfe]), Buffer.from('.conf')]);
    await writeFile(path, '{"type":"x","name":"net"}');
    expect(await new NetworkLoader(directory, () => 0).load()).toMatchObject({ ok: true, networks: [{ name: 'net' }] });
  });
});

test('directories are not looked into, and a named pipe blocks nobody', async () => {
  const directory = await temporaryDirectory();
  await mkdir(join(directory, 'sub.conf'));
  await writeFile(join(directory, 'sub.conf/net.conf'), '{"type":"x"}');
  execFileSync('mkfifo', [join(directory, 'pipe.conf')]);
  expect(await new NetworkLoader(directory, () => 0).load()).toMatchObject({
    ok: false,
    problem: `no valid network config found in ${directory}`,
    skipped: [{ file: join(directory, 'pipe.conf'), reason: 'it is not a regular file' }],
  });
});

test('of 2,000 files the first 1,024 in order are networks, also when one of them goes', async () => {
  const { client, directory } = await startWithCri();
  const fileName = (i: number) => `${String(i).padStart(4, '0')}.conf`;
  for (let i = 1_999; i >= 0; i -= 1) await writeFile(join(directory, fileName(i)), `{"type":"x","name":"n${i}"}`);
  const first = await client.status(true);
  expect(networkNames(first)).toEqual(Array.from({ length: 1_024 }, (_, i) => `n${i}`));
  expect(cniConfigOf(first).Skipped).toEqual([
    { File: directory, Reason: '976 files after the first 1024 are not read' },
  ]);
  await rm(join(directory, fileName(0)));
  expect(networkNames(await client.status(true))).toEqual(Array.from({ length: 1_024 }, (_, i) => `n${i + 1}`));
});

test('a loader answers the same object as long as the directory stays as it is', async () => {
  const directory = await temporaryDirectory();
  const loader = new NetworkLoader(directory, () => performance.now());
  await writeFile(join(directory, 'a.conf'), '{"type":"x"}');
  const first = await loader.load();
  // Written anew, but with the same text.
  await writeFile(join(directory, 'a.conf'), '{"type":"x"}');
  expect(await loader.load()).toBe(first);
  await writeFile(join(directory, 'a.conf'), '{"type":"y"}');
  expect(await loader.load()).not.toBe(first);
});
