import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL('../../scripts/openapi.ts', import.meta.url));

test('npm run openapi -- --check passes what npm run openapi has written, and names a file that was changed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'podledger-openapi-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'openapi.yaml');
  await run(process.execPath, [SCRIPT, file]);
  await run(process.execPath, [SCRIPT, '--check', file]);
  await appendFile(file, '# by hand\n');
  await expect(run(process.execPath, [SCRIPT, '--check', file])).rejects.toMatchObject({
    code: 1,
    stderr: `${file} is not what the schemas and routes make; npm run openapi writes it anew\n`,
  });
});
