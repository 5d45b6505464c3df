import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { playScenarios, readScenarios } from './scenarios.ts';
import { startServerProcess } from './server-process.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const shared = process.env.PODLEDGER_SHARED;

describe.runIf(shared !== undefined)('the copies of recordings and players', () => {
  const folder = join(shared ?? '', 'conformance');
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
        entry.isFile() ? [join(entry.parentPath, entry.name).slice(folder.length + 1)] : [],
      )
    : [];

  test('PODLEDGER_SHARED names a folder that holds them', () => {
    expect(files).toContain('replay.mjs');
  });

  test.for(files)('%s is as it stands in PODLEDGER_SHARED', (file) => {
    const copy = join(here, file);
    expect(existsSync(copy), `test/conformance/${file} is missing: copy it from PODLEDGER_SHARED`).toBe(true);
    const same = readFileSync(copy).equals(readFileSync(join(folder, file)));
    expect(same, `test/conformance/${file} differs from the one in PODLEDGER_SHARED: copy it again`).toBe(true);
  });

  test.for(['recordings', 'fuzz', 'kubectl'])('%s holds nothing else', (name) => {
    expect(readdirSync(join(here, name))).toEqual(readdirSync(join(folder, name)));
  });
});

test('a replay within the tests gives the verdicts of replay.mjs', async () => {
  const only = 'pod-status/';
  const server = await startServerProcess();
  try {
    const verdicts = await playScenarios(
      server.url,
      readScenarios().filter(({ name }) => name.startsWith(only)),
    );
    const player = promisify(execFile)(
      process.execPath,
      [join(here, 'replay.mjs'), '--server', server.url, '--only', only, '--json'],
      { maxBuffer: 1 << 28 },
    );
    const { stdout } = await player.catch((failed: { readonly stdout: string }) => failed);
    const { failures } = JSON.parse(stdout.slice(0, stdout.lastIndexOf('}') + 1));
    const failed = [...verdicts].flatMap(([name, failure]) => (failure === undefined ? [] : [name]));
    expect(failures.map(({ name }: { readonly name: string }) => name).toSorted()).toEqual(failed.toSorted());
  } finally {
    await server.stop();
  }
});
