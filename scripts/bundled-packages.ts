import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A package of which some module is in the bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** As its package.json names it: an SPDX expression. */
  readonly license: string;
  /** Where it is installed. */
  readonly folder: string;
  /** The hash of its archive in the form of Subresource Integrity, where the lock file has it. */
  readonly integrity: string | undefined;
}

/** The packages that modules come from, sorted by name and version. `root` is the folder of the lock file. */
export function bundledPackages(root: string, modules: readonly string[]): readonly BundledPackage[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const folders = new Set(modules.flatMap((id) => /^.*\/node_modules\/(@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? []));
  return [...folders]
    .map((folder): BundledPackage => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      return { name, version, license, folder, integrity: lock.packages[relative(root, folder)]?.integrity };
    })
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function key({ name, version }: BundledPackage): string {
  return `${name}@${version}`;
}
