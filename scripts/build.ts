#!/usr/bin/env node
// Builds what the package ships into dist: the command and the library in one bundle with all that they import, so that
// they start fast; declarations; and the licences of what is bundled.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
const packages = await bundle();
// The bundle reads them from beside itself.
cpSync(join(root, 'src/cri/proto'), join(dist, 'proto'), { recursive: true });
writeFileSync(
  join(dist, 'THIRD-PARTY-LICENSES.txt'),
  [...packages]
    .toSorted()
    .map(licence)
    .join(`\n${'-'.repeat(80)}\n\n`),
);
chmodSync(join(dist, 'main.js'), 0o755);
execFileSync(join(root, 'node_modules/.bin/tsc'), ['--project', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});

/** Writes the bundle; returns the folders of the packages that it holds. */
async function bundle(): Promise<ReadonlySet<string>> {
  const build = await rolldown({
    cwd: root,
    input: { main: 'src/main.ts', index: 'src/index.ts', 'request-worker': 'src/request-worker.ts' },
    platform: 'node',
    // Fastify names them; nothing loads them: see endpoints/app.ts.
    external: ['@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler'],
    onLog(level, log, print) {
      // A warning is a mistake in the making; fastify's and pino's own are theirs to mend.
      if (level === 'warn' && !log.id?.includes('node_modules')) throw new Error(log.message);
      if (level !== 'warn') print(level, log);
    },
  });
  const { output } = await build.write({ dir: dist, format: 'esm', chunkFileNames: '[name].js', sourcemap: false });
  await build.close();
  const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
  return new Set(modules.flatMap((id) => /^.*\/node_modules\/(@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? []));
}

/** The name, version and licence text of the package in a folder. */
function licence(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text =
    file !== undefined && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : license;
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}
