#!/usr/bin/env node
// Fails where an advisory of high severity is known for a package that the bundle holds: those packages are development
// dependencies, among many that are not shipped. Reads the SBOM of the last build. Where the registry answers no audits,
// the list of the packages is printed, for a release to check.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What `npm audit --json` answers, as far as it is read; `vulnerabilities` is absent where it could not ask. */
export interface AuditReport {
  readonly vulnerabilities?: Readonly<Record<string, Vulnerability>>;
  readonly message?: string;
}

interface Vulnerability {
  /** Advisories of the package itself, and the names of packages that it depends on. */
  readonly via: readonly (Advisory | string)[];
  /** Where it is installed, as the lock file names the places. */
  readonly nodes: readonly string[];
}

interface Advisory {
  readonly title: string;
  readonly url: string;
  readonly severity: string;
}

const SEVERE: ReadonlySet<string> = new Set(['high', 'critical']);

/**
 * One line for each advisory of high or critical severity of a package that is bundled. `bundled` has their package URLs,
 * `purlAt` tells the package that is installed in a place. Undefined where the report is none.
 */
export function severeAdvisories(
  { vulnerabilities }: AuditReport,
  bundled: ReadonlySet<string>,
  purlAt: (place: string) => string,
): readonly string[] | undefined {
  if (vulnerabilities === undefined) return undefined;
  return Object.values(vulnerabilities).flatMap(({ via, nodes }) => {
    const affected = nodes.map(purlAt).filter((purl) => bundled.has(purl));
    // What a package is said to suffer through another one is told of that one, which may not be bundled.
    const advisories = via.filter((one): one is Advisory => typeof one === 'object' && SEVERE.has(one.severity));
    return affected.flatMap((purl) =>
      advisories.map(({ severity, title, url }) => `${purl}: ${severity}: ${title} (${url})`),
    );
  });
}

function audit(): number {
  const read = (path: string) => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'));
  if (!existsSync(new URL('../dist/sbom.cdx.json', import.meta.url))) {
    console.error('dist/sbom.cdx.json is not there: npm run build writes it');
    return 1;
  }
  const components: readonly { readonly purl: string }[] = read('dist/sbom.cdx.json').components;
  const bundled = new Set(components.map(({ purl }) => purl));
  const { packages } = read('package-lock.json');
  const purlAt = (place: string): string => {
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return `pkg:npm/${name.replace('@', '%40')}@${packages[place]?.version}`;
  };
  const report = askRegistry();
  const found = severeAdvisories(report, bundled, purlAt);
  if (found === undefined) {
    console.log([...bundled].join('\n'));
    console.log(
      `not audited, since the registry answers no audits (${report.message}): check these packages before a release`,
    );
    return 0;
  }
  console.log([...found, `${bundled.size} bundled packages, ${found.length} advisories of high severity`].join('\n'));
  return found.length === 0 ? 0 : 1;
}

function askRegistry(): AuditReport {
  // Its exit code counts packages that are not bundled, too.
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const { stdout, error } = spawnSync('npm', ['audit', '--json'], { cwd, encoding: 'utf8', timeout: 60_000 });
  try {
    return JSON.parse(stdout);
  } catch {
    return { message: error?.message ?? 'npm audit says nothing' };
  }
}

if (import.meta.main) process.exitCode = audit();
