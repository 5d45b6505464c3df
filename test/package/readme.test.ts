import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServerProcess, startServerProcess } from '../conformance/server-process.ts';

const README = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
const DEFAULT_URL = 'http://127.0.0.1:8080';

/** The shell sessions of the README, in order. */
const [curlSession = '', kubectlSession = ''] = [...README.matchAll(/^```bash\n([\s\S]*?)^```$/gm)].map(
  ([, commands]) => commands ?? '',
);
const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;

describe('the session in the README', () => {
  let server: ServerProcess;

  beforeAll(async () => {
    server = await startServerProcess();
  });

  afterAll(async () => {
    await server.stop();
  });

  const run = (commands: string) => {
    // As in a shell where the user types: each command has to work.
    const script = `set -eu\n${commands.replaceAll(DEFAULT_URL, server.url)}`;
    return promisify(execFile)('bash', ['-c', script]);
  };

  test('creates a pod and reports its status', async () => {
    expect(curlSession).toContain(`${DEFAULT_URL}/api/v1/namespaces/default/pods`);
    await run(curlSession);
    const answer = await fetch(`${server.url}/api/v1/namespaces/default/pods/hello-world`);
    expect(await answer.json()).toMatchObject({
      metadata: { name: 'hello-world', namespace: 'default', labels: { name: 'brace' } },
      spec: { containers: [{ name: 'hello-world', image: 'beego:v1' }] },
      status: {
        phase: 'Running',
        conditions: [
          { type: 'Ready', status: 'True', lastProbeTime: null, lastTransitionTime: '2016-08-08T07:41:29Z' },
        ],
        hostIP: '127.0.0.1',
        podIP: '172.16.0.4',
        podIPs: [{ ip: '172.16.0.4' }],
        startTime: '2016-08-08T07:41:29Z',
      },
    });
  });

  test.runIf(hasKubectl)('reads it back with kubectl', async () => {
    const { stdout } = await run(kubectlSession);
    expect(stdout).toContain('Running 172.16.0.4\n');
    expect(stdout).toContain('phase: Running');
  });
});

test('the README fits on 150 lines', () => {
  expect(README.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
});

test('the README names files that exist', () => {
  const links = [...README.matchAll(/\]\(([^)#]+)\)/g)].map(([, target]) => target ?? '');
  const missing = links.filter((target) => {
    const file = fileURLToPath(new URL(`../../${target}`, import.meta.url));
    return !target.includes('://') && spawnSync('test', ['-e', file]).status !== 0;
  });
  expect(missing).toEqual([]);
});
