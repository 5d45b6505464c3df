import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PodledgerServer, startServer } from '../../src/index.ts';

const run = promisify(execFile);
// A package of its own, since the generator needs TypeScript 5.
const CLIENT = fileURLToPath(new URL('openapi-typescript/', import.meta.url));
const MINUTE_MS = 60_000;

/** Installs what the client is made of, where that is not done yet. Returns what kept it from it. */
async function install(): Promise<string | undefined> {
  const changed = async (path: string): Promise<number> =>
    (await stat(join(CLIENT, path)).catch(() => undefined))?.mtimeMs ?? 0;
  if ((await changed('node_modules/.package-lock.json')) >= (await changed('package-lock.json'))) return undefined;
  return run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: CLIENT,
    timeout: 3 * MINUTE_MS,
  }).then(
    () => undefined,
    (error: Error) => error.message,
  );
}

const reason = await install();

if (reason !== undefined) {
  test.runIf(process.env.CI !== undefined)('the generator is there', () => expect.fail(reason));
  console.warn(`the generated TypeScript client is skipped: ${reason}`);
}

describe.runIf(reason === undefined)('a TypeScript client generated from openapi.yaml', () => {
  let server: PodledgerServer;

  beforeAll(async () => {
    const generator = join(CLIENT, 'node_modules/.bin/openapi-typescript');
    await run(generator, ['../../../openapi.yaml', '--output', 'generated/podledger.d.ts'], { cwd: CLIENT });
    server = await startServer();
  }, MINUTE_MS);

  afterAll(() => server.close());

  test(
    'compiles with strict settings',
    async () => {
      const compiled = run(join(CLIENT, 'node_modules/.bin/tsc'), ['--project', '.'], { cwd: CLIENT });
      await expect(compiled).resolves.toEqual({ stdout: '', stderr: '' });
    },
    MINUTE_MS,
  );

  test('creates a pod, replaces its status, patches, lists, deletes and watches it', async () => {
    // Compiled above, by the compiler of its own package.
    const { runSession } = await import(join(CLIENT, 'session.ts'));
    const status = {
      phase: 'Running',
      podIP: '172.16.0.4',
      podIPs: [{ ip: '172.16.0.4' }],
      conditions: [{ type: 'Ready', status: 'True', lastProbeTime: null, lastTransitionTime: '2016-08-08T07:41:29Z' }],
    };
    expect(await runSession(server.url)).toMatchObject({
      created: { kind: 'Pod', metadata: { name: 'hello-world' }, status: { phase: 'Pending' } },
      replaced: { status },
      read: { kind: 'Pod', status },
      patched: { metadata: { labels: { tier: 'web' } }, status },
      listed: ['hello-world'],
      conflict: { kind: 'Status', reason: 'Conflict', code: 409 },
      invalid: ['status.podIPs[0]'],
      deleted: { metadata: { name: 'hello-world' } },
      watched: ['MODIFIED', 'MODIFIED', 'MODIFIED', 'DELETED'],
      missing: 404,
      gitVersion: 'v1.36.3+podledger-0.1.0',
    });
  });
});
