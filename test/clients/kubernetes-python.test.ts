import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { CLIENT_TIMEOUT_MS, describeClient } from './describe-client.ts';
import { run } from './runtimes.ts';

const SESSION = fileURLToPath(new URL('python/session.py', import.meta.url));

await describeClient('the Python client of Kubernetes', ['python'], ({ folders: [folder = ''], server }) => {
  test(
    'creates a pod, replaces its status, patches, lists, watches and deletes it',
    async () => {
      const { stdout } = await run(join(folder, 'bin/python'), [SESSION, server().url]);
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
});
