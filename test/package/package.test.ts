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
    // It is built first.
  }, 120_000);

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

  test('needs no other package, but for the optional one of a store that is asked for', async () => {
    const { default: manifest } = await import(installed('package.json'), { with: { type: 'json' } });
    const { dependencies, peerDependencies, optionalDependencies } = manifest;
    expect([dependencies, peerDependencies, Object.keys(optionalDependencies)]).toEqual([
      undefined,
      undefined,
      ['lmdb'],
    ]);
  });

  test('keeps data where that package is installed, and says so in a line where it is not', async () => {
    const directory = join(project, 'data');
    const serve = (): Promise<unknown> =>
      run(process.execPath, [installed('dist/main.js'), '--port=0', `--store=lmdb:${directory}`]);
    await expect(serve()).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^podledger: cannot start: the lmdb store needs the package "lmdb", .* npm install lmdb .*\n$/,
      ),
    });
    expect(existsSync(directory)).toBe(false);
    await symlink(join(ROOT, 'node_modules/lmdb'), join(project, 'node_modules/lmdb'));
    await writeFile(
      join(project, 'keep.mjs'),
      `import { startServer } from 'podledger';
      for (const start of [1, 2]) {
        await using server = await startServer({ store: 'lmdb:' + ${JSON.stringify(directory)} });
        console.log((await fetch(server.url + '/api/v1/namespaces/default')).status);
      }`,
    );
    const { stdout, stderr } = await run(process.execPath, ['keep.mjs'], { cwd: project });
    expect([stdout, stderr]).toEqual(['200\n200\n', '']);
    expect(existsSync(join(directory, 'data.mdb'))).toBe(true);
  });

  /** Compiles files in the project, strictly and libraries too; what the compiler says. */
  const compile = async (...files: string[]) => {
    const options = { strict: true, exactOptionalPropertyTypes: true, module: 'nodenext', target: 'es2024' };
    const checks = { skipLibCheck: false, noEmit: true, allowImportingTsExtensions: true };
    const types = { types: ['node'], typeRoots: [join(ROOT, 'node_modules/@types')] };
    await writeFile(
      join(project, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...options, ...checks, ...types }, files }),
    );
    const compiled = run(join(ROOT, 'node_modules/.bin/tsc'), ['--project', project], { cwd: project });
    const { stdout } = await compiled.catch((failed: { readonly stdout: string }) => failed);
    return stdout;
  };

  test('its declarations compile in a strict project that checks libraries, with import and with require', async () => {
    const use = `
      export async function use(): Promise<void> {
        const server: PodledgerServer = await startServer({ port: 0 });
        const pod = (await (await fetch(server.url)).json()) as Pod;
        const phase: string | undefined = pod.status.phase;
        // @ts-expect-error: a pod has no such field, so the types are more than any.
        pod.status.phases;
        console.log(phase, server.kubeconfig());
        await server.close();
      }`;
    await writeFile(
      join(project, 'use.mts'),
      `import { type Pod, type PodledgerServer, startServer } from 'podledger';${use}`,
    );
    await writeFile(
      join(project, 'use.cts'),
      `import podledger = require('podledger');
       import type { Pod, PodledgerServer } from 'podledger';
       const { startServer } = podledger;${use}`,
    );
    expect(await compile('use.mts', 'use.cts')).toBe('');
  });

  test('its declarations of objects are the types that the schemas have', async () => {
    const index = await readFile(join(ROOT, 'src/index.ts'), 'utf8');
    const exported = [...index.matchAll(/^export type \{([^}]*)\} from '\.\.\/schemas\//gm)];
    const names = exported.flatMap(([, list = '']) => list.split(',').map((name) => name.trim()));
    expect(names.length).toBeGreaterThan(10);
    await writeFile(
      join(project, 'same.mts'),
      `import type * as Built from 'podledger';
       import type * as Source from ${JSON.stringify(join(ROOT, 'src/index.ts'))};
       // Assignability does not see optional members that one side lacks.
       type AllThere<T> = T extends object ? { [K in keyof T]-?: AllThere<NonNullable<T[K]>> } : T;
       type Within<A, B> = [A, AllThere<A>] extends [B, AllThere<B>] ? true : false;
       type Same<A, B> = [Within<A, B>, Within<B, A>] extends [true, true] ? true : false;
       ${names.map((name) => `export const is${name}: Same<Built.${name}, Source.${name}> = true;`).join('\n')}
       // @ts-expect-error: two types that are not the same.
       export const isOther: Same<Built.Pod, Source.PodSpec> = true;
       // @ts-expect-error: a member that may be left out is missing.
       export const isLess: Same<Built.ContainerState, Omit<Source.ContainerState, 'running'>> = true;`,
    );
    const said = await compile('same.mts');
    expect(said.split('\n').filter((line) => line.startsWith('same.mts'))).toEqual([]);
  });

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

  test('it ships a bill of materials of the packages whose licences it has', async () => {
    const { components } = JSON.parse(await readFile(installed('dist/sbom.cdx.json'), 'utf8'));
    const named = components.map((one: { readonly group?: string; readonly name: string; readonly version: string }) =>
      [...(one.group === undefined ? [] : [`${one.group}/`]), one.name, ` ${one.version}`].join(''),
    );
    const licences = await readFile(installed('dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
    const titles = licences.split(`\n${'-'.repeat(80)}\n\n`).map((text) => text.slice(0, text.indexOf(' (')));
    expect(named).toEqual(titles);
    expect(named).toContainEqual(expect.stringMatching(/^fastify 5/));
    expect(components.filter((one: object) => !('hashes' in one))).toEqual([]);
  });
});

describe('package-lock.json', () => {
  test('names no registry', async () => {
    const { default: lock } = await import('../../package-lock.json', { with: { type: 'json' } });
    const hosts = Object.values(lock.packages).filter((entry) => 'resolved' in entry);
    expect(hosts).toEqual([]);
  });
});
