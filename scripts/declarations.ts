import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { declareTypes, type ObjectSchema } from './object-types.ts';

// In the declarations of src/index.ts: the types of objects, which schemas describe.
const OBJECT_TYPES = /^export type \{([^}]*)\} from '..\/(schemas\/[^']*)';\n/gm;
const IMPORTED = /^(?:import|export) .*? from ['"]([^'"]+)['"];$|\bimport\(['"]([^'"]+)['"]\)/gm;

/**
 * Writes the declarations of src/index.ts, and those that they refer to, into a folder. The types of objects are plain
 * interfaces, so that nothing else has to be installed for them; throws where anything else would have to be.
 */
export async function writeDeclarations(root: string, folder: string): Promise<void> {
  const compiled = mkdtempSync(join(tmpdir(), 'podledger-declarations-'));
  try {
    const tsc = join(root, 'node_modules/.bin/tsc');
    execFileSync(tsc, ['--project', 'tsconfig.build.json', '--outDir', compiled], { cwd: root, stdio: 'inherit' });
    const index = readFileSync(join(compiled, 'src/index.d.ts'), 'utf8');
    const { names, schemas } = await objectTypes(root, index);
    const docs = docComments(join(compiled, 'schemas'));
    write(
      join(folder, 'objects.d.ts'),
      declareTypes(schemas, (name) => docs.get(name)),
    );
    const exported = `export type { ${names.join(', ')} } from './objects.ts';\n`;
    const entry = `${exported}${index.replaceAll(OBJECT_TYPES, '')}`;
    write(join(folder, 'index.d.ts'), entry);
    copyReferred(join(compiled, 'src'), folder, 'index.d.ts', entry);
  } finally {
    rmSync(compiled, { recursive: true, force: true });
  }
}

/** The types of objects that src/index.ts exports, with their schemas, which have the same names. */
async function objectTypes(root: string, index: string) {
  const names: string[] = [];
  const schemas: ObjectSchema[] = [];
  for (const [, list = '', file = ''] of index.matchAll(OBJECT_TYPES)) {
    const module: Readonly<Record<string, ObjectSchema>> = await import(join(root, file));
    for (const name of list.split(',').map((part) => part.trim())) {
      const schema = module[name];
      if (schema === undefined) throw new Error(`${file} has no schema ${name}`);
      names.push(name);
      schemas.push(schema);
    }
  }
  return { names, schemas };
}

/** The doc comments of all schemas, by name. */
function docComments(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts'));
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8'));
  const found = texts.flatMap((text) => [...text.matchAll(/^\/\*\* ([^*]*) \*\/\nexport declare const (\w+):/gm)]);
  return new Map(found.map(([, doc = '', name = '']) => [name, doc]));
}

/** Copies what a file of `from` refers to, and what that refers to. */
function copyReferred(from: string, to: string, file: string, text: string, copied = new Set([file, 'objects.d.ts'])) {
  for (const [, named, inline] of withoutComments(text).matchAll(IMPORTED)) {
    const target = `${named ?? inline}`;
    if (!target.startsWith('.')) throw new Error(`the declarations of ${file} refer to ${target}`);
    const next = join(dirname(file), target.replace(/\.ts$/, '.d.ts'));
    if (copied.has(next)) continue;
    copied.add(next);
    const declarations = readFileSync(join(from, next), 'utf8');
    write(join(to, next), declarations);
    copyReferred(from, to, next, declarations, copied);
  }
}

// Examples in comments import what their reader has.
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*.*?\*\//gs, '');
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
