#!/usr/bin/env node
// Builds what the package ships into dist: the command and the library in one bundle with all that they import, so that
// they start fast; declarations; and what is bundled: its licences, and a bill of materials.
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { type BundledPackage, bundledPackages } from './bundled-packages.ts';
import { writeDeclarations } from './declarations.ts';
import { sbomOf } from './sbom.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');

// What the bundle reads of .proto files, and where below dist/proto: its own, and those of gRPC's libraries.
const PROTO_FOLDERS = [
  ['src/cri/proto', '.'],
  ['node_modules/grpc-health-check/proto', '.'],
  ['node_modules/@grpc/reflection/build/proto/grpc', 'grpc'],
] as const;

rmSync(dist, { recursive: true, force: true });
const packages = await bundle();
for (const [from, to] of PROTO_FOLDERS) cpSync(join(root, from), join(dist, 'proto', to), { recursive: true });
writeFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), packages.map(licence).join(`\n${'-'.repeat(80)}\n\n`));
writeFileSync(
  join(dist, 'sbom.cdx.json'),
  `${JSON.stringify(sbomOf(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')), packages), null, 2)}\n`,
);
chmodSync(join(dist, 'main.js'), 0o755);
await writeDeclarations(root, join(dist, 'types'));

/** Writes the bundle; returns the packages that it holds. */
async function bundle(): Promise<readonly BundledPackage[]> {
  const build = await rolldown({
    cwd: root,
    input: { main: 'src/main.ts', index: 'src/index.ts', 'request-worker': 'src/request-worker/thread.ts' },
    platform: 'node',
    external: [
      // Fastify names them; nothing loads them: see endpoints/app.ts.
      '@fastify/ajv-compiler',
      '@fastify/fast-json-stringify-compiler',
      // Native, and an optional dependency: loaded where `--store lmdb:DIR` asks for it.
      'lmdb',
    ],
    onLog(level, log, print) {
      // A warning is a mistake in the making; fastify's and pino's own are theirs to mend.
      if (level === 'warn' && !log.id?.includes('node_modules')) throw new Error(log.message);
      if (level !== 'warn') print(level, log);
    },
  });
  const { output } = await build.write({
    dir: dist,
    format: 'esm',
    chunkFileNames: '[name].js',
    sourcemap: false,
    // The libraries look for their files in `../../proto`, seen from the folder of the module that reads them.
    intro: ({ moduleIds }) =>
      moduleIds.some((id) => id.includes('/grpc-health-check/'))
        ? "const __dirname = import.meta.dirname + '/build/src';"
        : '',
  });
  await build.close();
  return bundledPackages(
    root,
    output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : [])),
  );
}

/** The name, version and licence text of a package. */
function licence({ name, version, license, folder }: BundledPackage): string {
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text =
    file !== undefined && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : license;
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}
