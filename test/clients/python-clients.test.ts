import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLIENT_TIMEOUT_MS, type ClientTests, describeClient } from './describe-client.ts';
import { run } from './runtimes.ts';

const DOCUMENT = fileURLToPath(new URL('../../openapi.yaml', import.meta.url));

// One file, so that what they share is installed once: files run at the same time.
await describeClient('the Python client of Kubernetes', ['python'], (tests) => {
  describeSession(tests, 'session.py', async () => {});
});

await describeClient('a client made of openapi.yaml by openapi-python-client', ['python'], (tests) => {
  const [python = ''] = tests.folders;
  describeSession(tests, 'openapi_python_client_session.py', (folder) =>
    run(join(python, 'bin/openapi-python-client'), [
      'generate',
      ...['--path', DOCUMENT],
      ...['--output-path', join(folder, 'podledger_client')],
      ...['--meta', 'none'],
    ]),
  );
});

await describeClient('a client made of openapi.yaml by openapi-generator', ['python', 'openapiGenerator'], (tests) => {
  const jar = join(tests.folders[1] ?? '', 'openapi-generator-cli.jar');
  describeSession(tests, 'openapi_generator_session.py', (folder) =>
    run('java', ['-jar', jar, 'generate', '-i', DOCUMENT, '-g', 'python', '-o', folder]),
  );
});

/** Generates a client into a folder, where it has to be, and runs the session that uses it. */
function describeSession(
  { folders: [python = ''], server }: ClientTests,
  session: string,
  generate: (folder: string) => Promise<unknown>,
): void {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'podledger-client-'));
    await generate(folder);
  }, CLIENT_TIMEOUT_MS);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test(
    'creates a pod, replaces its status, patches, lists, deletes and watches it',
    async () => {
      const program = fileURLToPath(new URL(`python/${session}`, import.meta.url));
      const env = { ...process.env, PYTHONPATH: folder };
      const { stdout } = await run(join(python, 'bin/python'), [program, server().url], { env });
      expect(JSON.parse(stdout)).toEqual({
        created: 'p',
        replaced: 'Running',
        conflict: 'Conflict',
        patched: { app: 'p', tier: 'web' },
        listed: ['p'],
        watched: ['MODIFIED Running', 'MODIFIED Running', 'MODIFIED Running', 'DELETED Running'],
      });
    },
    CLIENT_TIMEOUT_MS,
  );
}
