#!/usr/bin/env node
// Checks that every import goes the way that docs/architecture.md draws. Prints what does not, and exits 1 then.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';

/** One import: a file, and the file (relative to the root) or package that it names. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

/** A fence: an import from a file that `from` matches may only go where `allow` says, and never where `deny` says. */
interface Fence {
  readonly name: string;
  readonly from: RegExp;
  /** Files that the fence lets pass. */
  readonly except?: RegExp;
  readonly allow?: RegExp;
  readonly deny?: RegExp;
}

// What does I/O, or reads the clock or the machine. node:buffer and node:util, for example, are plain computation.
const INPUT_OUTPUT =
  /^node:(fs|net|http|https|http2|tls|dns|dgram|child_process|cluster|worker_threads|os|process|timers|perf_hooks|crypto|readline|tty|inspector|diagnostics_channel|sqlite)(\/|$)/;

const CONCRETE_STORE = /^src\/storage\/(open-store\.ts$|memory\/|lmdb\/|etcd\/)/;
const KIND = /^src\/kinds\/([^/]+\/[^/]+)\//;

const FENCES: readonly Fence[] = [
  { name: 'schemas import only TypeBox', from: /^schemas\//, allow: /^(schemas\/|@sinclair\/typebox(\/|$))/ },
  { name: 'apimachinery imports only schemas', from: /^src\/apimachinery\//, deny: /^src\/(?!apimachinery\/)/ },
  { name: 'apimachinery does no I/O and reads no clock', from: /^src\/apimachinery\//, deny: INPUT_OUTPUT },
  { name: 'apimachinery sees no HTTP', from: /^src\/apimachinery\//, deny: /^(fastify|@fastify\/|pino)/ },
  {
    name: 'storage imports only apimachinery and time',
    from: /^src\/storage\//,
    deny: /^src\/(?!storage\/|apimachinery\/|time\/)/,
  },
  {
    name: 'storage knows neither kinds nor HTTP',
    from: /^src\/storage\//,
    deny: /^(schemas\/|fastify|@fastify\/|node:https?2?$)/,
  },
  {
    name: 'only open-store.ts names a concrete store',
    from: /^src\/storage\//,
    except: /^src\/storage\/(open-store\.ts$|memory\/|lmdb\/|etcd\/)/,
    deny: /^(src\/storage\/(memory|lmdb|etcd)\/|lmdb$|@grpc\/)/,
  },
  { name: 'memory never imports another store', from: /^src\/storage\/memory\//, deny: /^src\/storage\/(lmdb|etcd)\// },
  { name: 'lmdb never imports another store', from: /^src\/storage\/lmdb\//, deny: /^src\/storage\/(memory|etcd)\// },
  { name: 'etcd never imports another store', from: /^src\/storage\/etcd\//, deny: /^src\/storage\/(memory|lmdb)\// },
  {
    name: 'lmdb and etcd are named in storage only',
    from: /^src\//,
    except: /^src\/(storage|cri)\//,
    deny: /^(lmdb$|@grpc\/)/,
  },
  {
    name: 'watch, admission and auth lie below the registry',
    from: /^src\/(watch|admission|auth)\//,
    deny: /^src\/(registry|kinds|endpoints|controllers|cri|config|[^/]+\.ts$)/,
  },
  {
    name: 'registry lies below kinds and endpoints',
    from: /^src\/registry\//,
    deny: /^src\/(kinds|endpoints|cri|command-line|config|process|[^/]+\.ts$)/,
  },
  {
    name: 'what a kind says of itself knows no verb',
    from: /^src\/registry\/definition\//,
    deny: /^(src\/registry\/(?!definition\/|stored-form\/)|src\/(watch|admission|storage)\/)/,
  },
  {
    name: 'the stored form knows neither verbs nor what kinds say of themselves',
    from: /^src\/registry\/stored-form\//,
    deny: /^(src\/registry\/(?!stored-form\/)|src\/(watch|admission|auth)\/)/,
  },
  {
    name: 'kinds import what kinds are described by, and nothing else',
    from: /^src\/kinds\//,
    deny: /^(fastify|src\/(?!apimachinery\/|registry\/definition\/|kinds\/|auth\/[^/]+\/(authorizer|token-authenticator)\.ts$))/,
  },
  {
    name: 'only kinds.ts and the server import a kind',
    from: /^src\//,
    except: /^src\/(kinds|server)\//,
    deny: KIND,
  },
  { name: 'a kind knows no other kinds', from: KIND, deny: /^src\/kinds\/kinds\.ts$/ },
  { name: 'registry sees no request', from: /^src\/registry\//, deny: /^(fastify|@fastify\/|node:https?2?$)/ },
  { name: 'registry sees no concrete store', from: /^src\/(registry|watch|admission|auth)\//, deny: CONCRETE_STORE },
  {
    name: 'controllers work through the registry, and know no kind and no request',
    from: /^src\/controllers\//,
    deny: /^(src\/(kinds|endpoints|cri|command-line|config|server)\/|src\/[^/]+\.ts$|fastify|@fastify\/|pino|node:https?2?$)/,
  },
  { name: 'controllers see no concrete store', from: /^src\/controllers\//, deny: CONCRETE_STORE },
  {
    name: 'only the server imports controllers',
    from: /^src\//,
    except: /^src\/(controllers|server)\//,
    deny: /^src\/controllers\//,
  },
  { name: 'endpoints see no concrete store', from: /^src\/endpoints\//, deny: CONCRETE_STORE },
  { name: 'endpoints import no cri', from: /^src\/endpoints\//, deny: /^src\/(cri|command-line)\// },
  {
    name: 'cri declares the interface that it needs',
    from: /^src\/cri\//,
    deny: /^src\/(registry|kinds|endpoints|storage|watch|server)\//,
  },
  { name: 'time knows nothing of what takes it', from: /^src\/time\//, deny: /^(src\/(?!time\/)|schemas\/)/ },
  {
    name: 'the thread of long requests sees no connection and no controller',
    from: /^src\/request-worker\//,
    // What it may do it asks the server's own thread.
    deny: /^src\/(controllers|cri|command-line|auth\/(?!authorization\/))|^src\/endpoints\/app\.ts$/,
  },
  {
    name: 'only the server imports the thread of long requests',
    from: /^src\//,
    except: /^src\/(request-worker|server)\//,
    deny: /^src\/request-worker\//,
  },
  { name: 'nobody imports main.ts', from: /^(src|schemas)\//, deny: /^src\/main\.ts$/ },
  {
    name: 'nobody but the doors imports the server',
    from: /^(src|schemas)\//,
    except: /^src\/(server\/|commands\/|(main|index|request-worker\/thread)\.ts$)/,
    deny: /^src\/server\//,
  },
  {
    name: 'process knows nothing of what runs in it',
    from: /^src\/process\//,
    deny: /^(src\/(?!process\/)|schemas\/)/,
  },
  {
    name: 'only main.ts imports commands',
    from: /^(src|schemas)\//,
    except: /^src\/(commands\/|main\.ts$)/,
    deny: /^src\/commands\//,
  },
  { name: 'nobody imports index.ts', from: /^(src|schemas)\//, deny: /^src\/index\.ts$/ },
  {
    name: 'the product imports no test, script or benchmark',
    from: /^(src|schemas)\//,
    deny: /^(test|scripts|bench)\//,
  },
];

/** What is wrong with these imports, a line each: fences that they break, kinds that import each other, and cycles. */
export function findViolations(imports: readonly Import[]): string[] {
  const broken: string[] = [];
  for (const { from, to } of imports) {
    for (const { name, from: inside, except, allow, deny } of FENCES) {
      if (!inside.test(from) || except?.test(from)) continue;
      if ((allow !== undefined && !allow.test(to)) || deny?.test(to)) broken.push(`${from} imports ${to}: ${name}`);
    }
    const kind = KIND.exec(from)?.[1];
    const other = KIND.exec(to)?.[1];
    if (kind !== undefined && other !== undefined && kind !== other) {
      broken.push(`${from} imports ${to}: kinds never import each other`);
    }
  }
  return [...broken, ...findCycles(imports)];
}

// Depth first; a file met again while it is still on the path closes a cycle.
function findCycles(imports: readonly Import[]): string[] {
  const targets = Map.groupBy(imports, ({ from }) => from);
  const cycles: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    const start = path.indexOf(file);
    if (start >= 0) cycles.push(`cycle: ${[...path.slice(start), file].join(' -> ')}`);
    if (start >= 0 || done.has(file)) return;
    path.push(file);
    for (const { to } of targets.get(file) ?? []) visit(to);
    path.pop();
    done.add(file);
  };
  for (const file of targets.keys()) visit(file);
  return cycles;
}

/** The imports, of types and of values, static and dynamic, of one TypeScript source. `file` is relative to the root. */
export function importsOf(file: string, source: string): Import[] {
  const { module, program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const named: string[] = [];
  new Visitor({ TSImportType: ({ source: { value } }) => void named.push(value) }).visit(program);
  named.push(
    ...module.staticImports.map((found) => found.moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => literal(source.slice(start, end))),
  );
  const resolve = (name: string) => (name.startsWith('.') ? posix.join(posix.dirname(file), name) : name);
  return [...new Set(named)].map((name) => ({ from: file, to: resolve(name) }));
}

const literal = (expression: string): readonly string[] => /^(['"`])([^'"`$]+)\1$/.exec(expression)?.slice(2) ?? [];

/** The imports of all sources of the product below `root`. */
export function readImports(root: string): Import[] {
  return ['schemas', 'src'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .flatMap((path) => importsOf(relative(root, path).replaceAll(sep, '/'), readFileSync(path, 'utf8'))),
  );
}

if (import.meta.main) {
  const imports = readImports(dirname(dirname(fileURLToPath(import.meta.url))));
  const violations = findViolations(imports);
  for (const violation of violations) console.error(violation);
  console.log(`${imports.length} imports, ${violations.length} over the fences`);
  if (violations.length > 0) process.exitCode = 1;
}
