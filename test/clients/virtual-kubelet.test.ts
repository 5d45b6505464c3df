import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kubeconfigFor, writeKubeconfig } from '../../src/process/kubeconfig.ts';
import { CLIENT_TIMEOUT_MS, describeClient } from './describe-client.ts';
import { run } from './runtimes.ts';

await describeClient('virtual-kubelet', ['virtualKubelet'], ({ folders: [folder = ''], server }) => {
  test(
    'runs nodes and pods, as its own test with a real API server has it',
    async () => {
      const scratch = await mkdtemp(join(tmpdir(), 'podledger-virtual-kubelet-'));
      try {
        const kubeconfig = join(scratch, 'kubeconfig');
        await writeKubeconfig(kubeconfig, kubeconfigFor(server().url));
        const { stdout } = await run(
          join(folder, 'node.test'),
          ['-test.v', '-test.run', '^TestEnvtest$', '-envtest=true'],
          {
            cwd: scratch,
            env: { ...process.env, KUBECONFIG: kubeconfig, USE_EXISTING_CLUSTER: 'true' },
          },
        );
        expect(stdout).toContain('--- PASS: TestEnvtest/E2ERunWithLeases');
      } finally {
        await rm(scratch, { recursive: true, force: true });
      }
    },
    CLIENT_TIMEOUT_MS,
  );
});
