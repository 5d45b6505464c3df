import { execFile } from 'node:child_process';
import { access, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Runs a program without a shell; rejects where it fails. */
export const run = promisify(execFile);

/** Where what the clients are made of is kept between runs; git does not see it. */
const CACHE = fileURLToPath(new URL('.cache/', import.meta.url));
const HERE = fileURLToPath(new URL('.', import.meta.url));

/** What a client needs on this machine, and how it is installed. */
export interface Runtime {
  /** The programs that have to be there. */
  readonly needs: readonly string[];
  /** What its installation depends on: where this changed, it is installed anew. */
  readonly version: () => Promise<string>;
  readonly install: (folder: string) => Promise<unknown>;
}

const TEN_MINUTES_MS = 600_000;

const OPENAPI_GENERATOR = 'org.openapitools:openapi-generator-cli:7.25.0';
const VIRTUAL_KUBELET = 'v1.13.0';

const text = (path: string): Promise<string> => readFile(join(HERE, path), 'utf8');
const installing = (program: string, argv: readonly string[], cwd = HERE): Promise<unknown> =>
  run(program, argv, { cwd, timeout: TEN_MINUTES_MS, maxBuffer: 64 << 20 });

/** The runtimes of the clients that are not in node_modules. */
export const runtimes = {
  /** Tests in Go, as one program: `clients.test`. */
  go: {
    needs: ['go'],
    version: async () =>
      (await Promise.all((await readdir(join(HERE, 'go'))).map((file) => text(`go/${file}`)))).join(),
    install: async (folder) => {
      // Built apart, as one that depends on these modules does.
      await cp(join(HERE, 'go'), folder, { recursive: true });
      await installing('go', ['test', '-mod=mod', '-c', '-o', 'clients.test', '.'], folder);
    },
  },
  /** The tests of virtual-kubelet's own package `node`: `node.test`. */
  virtualKubelet: {
    needs: ['go'],
    version: () => Promise.resolve(VIRTUAL_KUBELET),
    install: async (folder) => {
      const module = 'github.com/virtual-kubelet/virtual-kubelet';
      await writeFile(join(folder, 'go.mod'), `module scratch\n\ngo 1.26\n\nrequire ${module} ${VIRTUAL_KUBELET}\n`);
      await installing('go', ['test', '-mod=mod', '-c', '-o', 'node.test', `${module}/node`], folder);
    },
  },
  /** Python with the packages of python/requirements.txt: `bin/python`. */
  python: {
    needs: ['python3'],
    version: () => text('python/requirements.txt'),
    install: async (folder) => {
      await installing('python3', ['-m', 'venv', folder]);
      await installing(join(folder, 'bin/pip'), ['install', '--quiet', '--requirement', 'python/requirements.txt']);
    },
  },
  /** openapi-generator: `openapi-generator-cli.jar`. */
  openapiGenerator: {
    needs: ['java', 'mvn'],
    version: () => Promise.resolve(OPENAPI_GENERATOR),
    install: (folder) =>
      installing('mvn', [
        '--quiet',
        '--batch-mode',
        'dependency:copy',
        `-Dartifact=${OPENAPI_GENERATOR}`,
        `-DoutputDirectory=${folder}`,
        '-Dmdep.stripVersion=true',
      ]),
  },
} as const satisfies Readonly<Record<string, Runtime>>;

/** Where a runtime is, or why it is not there. */
export type Installed =
  | { readonly folder: string; readonly reason?: undefined }
  | { readonly folder?: undefined; readonly reason: string };

/** Installs a runtime, where that is not done yet. */
export async function installed(name: keyof typeof runtimes): Promise<Installed> {
  const { needs, version, install }: Runtime = runtimes[name];
  const folder = join(CACHE, name);
  const stamp = join(folder, '.installed');
  try {
    const wanted = await version();
    if ((await readFile(stamp, 'utf8').catch(() => undefined)) === wanted) return { folder };
    for (const program of needs) await onPath(program);
    await mkdir(folder, { recursive: true });
    await install(folder);
    await writeFile(stamp, wanted);
    return { folder };
  } catch (error) {
    return { reason: (error as Error).message };
  }
}

async function onPath(program: string): Promise<void> {
  const folders = (process.env.PATH ?? '').split(':');
  const found = await Promise.all(
    folders.map((folder) =>
      access(join(folder, program)).then(
        () => true,
        () => false,
      ),
    ),
  );
  if (!found.includes(true)) throw new Error(`there is no ${program} on this machine`);
}
