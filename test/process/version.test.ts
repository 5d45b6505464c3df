import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { GIT_VERSION, VERSION } from '../../src/process/version.ts';

test('the version is that of package.json', async () => {
  const manifest = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(VERSION).toBe(manifest.version);
});

test('gitVersion names the version of Kubernetes first, so that clients read it as one', () => {
  expect(GIT_VERSION).toBe(`v1.36.3+podledger-${VERSION}`);
});
