import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'vitest';
import { CLIENT_TIMEOUT_MS, describeClient } from './describe-client.ts';
import { run } from './runtimes.ts';

await describeClient('client-go', ['go'], ({ folders: [folder = ''], server }) => {
  const program = join(folder, 'clients.test');
  const names = execFileSync(program, ['-test.list', '.*'], { encoding: 'utf8' }).trim().split('\n');

  test.each(names)(
    '%s passes',
    async (name) => {
      const env = { ...process.env, PODLEDGER_URL: server().url };
      await run(program, ['-test.v', '-test.run', `^${name}$`], { env });
    },
    CLIENT_TIMEOUT_MS,
  );
});
