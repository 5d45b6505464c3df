import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GoModules } from './presence.ts';

// The release of kube-apiserver that is the yardstick, as its libraries count.
const VERSION = 'v0.36.3';
const MODULES = {
  'io.k8s.api': 'api',
  'io.k8s.apimachinery': 'apimachinery',
  'io.k8s.apiextensions-apiserver': 'apiextensions-apiserver',
};

/**
 * The folders of the Go modules that declare the types of the API: those in `folder`, or where none is named, those of the Go on this
 * machine, which downloads what it has not; undefined where there is no Go.
 */
export function goModules(folder: string | undefined): GoModules | undefined {
  const found: Record<string, string> = {};
  for (const [prefix, name] of Object.entries(MODULES)) {
    const directory = folder === undefined ? downloaded(`k8s.io/${name}@${VERSION}`) : join(folder, name);
    if (directory === undefined) return undefined;
    found[prefix] = directory;
  }
  return found;
}

function downloaded(module: string): string | undefined {
  try {
    // Not in a module's folder, whose own versions would count.
    const answer = execFileSync('go', ['mod', 'download', '-json', module], { encoding: 'utf8', cwd: tmpdir() });
    return (JSON.parse(answer) as { readonly Dir: string }).Dir;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
