import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServerProcess } from '../conformance/server-process.ts';
import { connectTo } from '../cri/support/client.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

// A test that prints the kind of an answer, with startServer from wherever it came.
const USE = `
async function use() {
  const server = await startServer();
  const answer = await fetch(server.url + '/api/v1/namespaces/default/pods');
  console.log((await answer.json()).kind);
  await server.close();
}
void use();
`;

describe('the packed package, in a project of its own', () => {
  let project: string;
  const installed = (path: string) => join(project, 'node_modules/podledger', path);

  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'podledger-package-'));
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', project], { cwd: ROOT });
    const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[')));
    await mkdir(installed(''), { recursive: true });
    await run('tar', ['--extract', '--file', join(project, filename), '--strip-components=1', '-C', installed('')]);
    const { default: manifest } = await import(installed('package.json'), { with: { type: 'json' } });
    for (const name of Object.keys(manifest.dependencies)) {
      await mkdir(join(project, 'node_modules', name, '..'), { recursive: true });
      await symlink(join(ROOT, 'node_modules', name), join(project, 'node_modules', name));
    }
  }, 60_000);

  afterAll(() => rm(project, { recursive: true, force: true }));

  test('is used with import', async () => {
    await writeFile(join(project, 'use.mjs'), `import { startServer } from 'podledger';\n${USE}`);
    const { stdout, stderr } = await run(process.execPath, ['use.mjs'], { cwd: project });
    expect([stdout, stderr]).toEqual(['PodList\n', '']);
  });

  test('is used with require', async () => {
    await writeFile(join(project, 'use.cjs'), `const { startServer } = require('podledger');\n${USE}`);
    const { stdout, stderr } = await run(process.execPath, ['use.cjs'], { cwd: project });
    expect([stdout, stderr]).toEqual(['PodList\n', '']);
  });

  test('its declarations compile in a strict project that checks libraries', async () => {
    await writeFile(
      join(project, 'use.mts'),
      `import { type Pod, type PodledgerServer, startServer } from 'podledger';
       const server: PodledgerServer = await startServer({ port: 0 });
       const pod = (await (await fetch(server.url)).json()) as Pod;
       const phase: string | undefined = pod.status?.phase;
       // @ts-expect-error: a pod has no such field, so the types are more than any.
       pod.status?.phases;
       console.log(phase, server.kubeconfig());
       await server.close();`,
    );
    const options = { strict: true, module: 'nodenext', target: 'es2024', noEmit: true, types: ['node'] };
    const typeRoots = [join(ROOT, 'node_modules/@types')];
    await writeFile(
      join(project, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...options, typeRoots }, files: ['use.mts'] }),
    );
    const compiled = run(join(ROOT, 'node_modules/.bin/tsc'), ['--project', project], { cwd: project });
    const { stdout } = await compiled.catch((failed: { readonly stdout: string }) => failed);
    expect(stdout).toBe('');
  }, 60_000);

  test('its command serves and stops', async () => {
    const server = await startServerProcess([], installed('dist/main.js'));
    const answer = await fetch(`${server.url}/readyz`);
    expect(await answer.text()).toBe('ok');
    expect(await server.stop()).toBe(0);
  });

  test('its command answers the container runtime interface', async () => {
    const socketPath = join(project, 'cri.sock');
    const flags = ['--cri-socket', `unix://${socketPath}`, '--cni-conf-dir', project];
    const server = await startServerProcess(flags, installed('dist/main.js'));
    const client = connectTo(socketPath);
    const { status } = await client.status();
    expect(status.conditions.map(({ type, status }) => [type, status])).toEqual([
      ['RuntimeReady', true],
      ['NetworkReady', false],
    ]);
    expect(await client.call('grpc.health.v1.Health/Check')).toEqual({ status: 'SERVING' });
    const reflection = client.stream('grpc.reflection.v1.ServerReflection/ServerReflectionInfo', { list_services: '' });
    const [listed] = await reflection.toArray();
    expect(listed.list_services_response.service).toHaveLength(7);
    expect(await server.stop()).toBe(0);
  });

  test('it ships what its README refers to', async () => {
    const readme = await readFile(installed('README.md'), 'utf8');
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, target = '']) => target);
    const files = links.filter((target) => !target.includes('://'));
    expect(files).toContain('docs/operations.md');
    expect(files.filter((file) => !existsSync(installed(file)))).toEqual([]);
  });

  test('it ships the licences of what it bundles', async () => {
    const { stdout } = await run('grep', ['--count', '^fastify 5', installed('dist/THIRD-PARTY-LICENSES.txt')]);
    expect(stdout).toBe('1\n');
  });
});

describe('package-lock.json', () => {
  test('names no registry', async () => {
    const { default: lock } = await import('../../package-lock.json', { with: { type: 'json' } });
    const hosts = Object.values(lock.packages).filter((entry) => 'resolved' in entry);
    expect(hosts).toEqual([]);
  });
});
