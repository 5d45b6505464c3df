import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { kubeconfigFor, writeKubeconfig } from '../../src/process/kubeconfig.ts';

const text = kubeconfigFor('http://127.0.0.1:8080');
let directory: string;
let file: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'podledger-kubeconfig-'));
  file = join(directory, 'config');
});
afterEach(() => rm(directory, { recursive: true }));

test.each(['http://127.0.0.1:8080', 'http://[::1]:8080'])(
  'its current context reaches %s in namespace default',
  (url) => {
    expect(parse(kubeconfigFor(url))).toEqual({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'podledger',
      clusters: [{ name: 'podledger', cluster: { server: url, 'insecure-skip-tls-verify': true } }],
      users: [{ name: 'podledger', user: {} }],
      contexts: [{ name: 'podledger', context: { cluster: 'podledger', user: 'podledger', namespace: 'default' } }],
    });
  },
);

test('a new file is readable by its owner only, and nothing else is left beside it', async () => {
  await writeKubeconfig(file, text);
  expect(await readFile(file, 'utf8')).toBe(text);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(directory)).toEqual(['config']);
});

test.each([
  ['an empty one', ''],
  ['one that podledger wrote for another port', kubeconfigFor('http://127.0.0.1:1')],
  ['one that kubectl has rewritten', JSON.stringify(parse(text))],
  ['one without entries', 'kind: Config\napiVersion: v1\n'],
])('a file that is there is replaced: %s', async (_, present) => {
  await writeFile(file, present, { mode: 0o644 });
  await writeKubeconfig(file, text);
  expect(await readFile(file, 'utf8')).toBe(text);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test.each([
  ['another cluster', 'clusters', "it exists and holds clusters other than podledger's"],
  ['another user', 'users', "it exists and holds users other than podledger's"],
  ['another context', 'contexts', "it exists and holds contexts other than podledger's"],
])('a kubeconfig with %s stays as it is', async (_, list, problem) => {
  const config = parse(text);
  config[list].push({ name: 'production' });
  const present = JSON.stringify(config);
  await writeFile(file, present);
  await expect(writeKubeconfig(file, text)).rejects.toThrow(problem);
  expect(await readFile(file, 'utf8')).toBe(present);
});

test.each(['notes', '- a\n- list', '{', 'null', 'kind: Pod'])(
  'a file that is no kubeconfig stays as it is: %j',
  async (present) => {
    await writeFile(file, present);
    await expect(writeKubeconfig(file, text)).rejects.toThrow('it exists and is not a kubeconfig');
    expect(await readFile(file, 'utf8')).toBe(present);
  },
);

test('a symbolic link stays one, and its target is replaced', async () => {
  const link = join(directory, 'link');
  await writeFile(file, '');
  await symlink(file, link);
  await writeKubeconfig(link, text);
  expect(await readFile(file, 'utf8')).toBe(text);
  expect((await stat(link)).ino).toBe((await stat(file)).ino);
});

test('a file that cannot be written rejects and leaves nothing behind', async () => {
  await expect(writeKubeconfig(join(directory, 'absent', 'config'), text)).rejects.toThrow('ENOENT');
  await expect(writeKubeconfig(directory, text)).rejects.toThrow('it exists and is not a regular file');
  expect(await readdir(directory)).toEqual([]);
});
