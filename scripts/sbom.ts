import type { BundledPackage } from './bundled-packages.ts';

/** What package.json says of the package that is built. */
export interface BuiltPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly description: string;
}

type Licence = { readonly license: { readonly id: string } } | { readonly expression: string };

interface Component {
  readonly type: 'application' | 'library';
  readonly 'bom-ref': string;
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses: readonly Licence[];
  readonly purl: string;
}

/**
 * The software bill of materials of a build, in CycloneDX 1.6: the packages that its bundle holds. The same bundle has the
 * same bill, which therefore has neither a time nor a serial number.
 */
export function sbomOf(built: BuiltPackage, bundled: readonly BundledPackage[]): object {
  const components = bundled.map(libraryOf);
  const { description } = built;
  const component: Component = { ...identityOf('application', built), description };
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { lifecycles: [{ phase: 'build' }], component },
    components,
    dependencies: [{ ref: component['bom-ref'], dependsOn: components.map((library) => library['bom-ref']) }],
  };
}

function libraryOf(bundled: BundledPackage): Component {
  const [algorithm = '', content = ''] = (bundled.integrity ?? '').split('-');
  const alg = ALGORITHMS[algorithm];
  const hashes =
    alg === undefined ? {} : { hashes: [{ alg, content: Buffer.from(content, 'base64').toString('hex') }] };
  return { ...identityOf('library', bundled), ...hashes };
}

function identityOf(
  type: Component['type'],
  { name, version, license }: Pick<BundledPackage, 'name' | 'version' | 'license'>,
): Component {
  const [group, scoped] = name.startsWith('@') ? name.split('/') : [];
  // The name of a scope begins with an at sign, which a package URL keeps for the version.
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const licenses: readonly Licence[] = license.includes(' ')
    ? [{ expression: license }]
    : [{ license: { id: license } }];
  const names = group === undefined || scoped === undefined ? { name } : { group, name: scoped };
  return { type, 'bom-ref': purl, ...names, version, licenses, purl };
}

/** The algorithms of Subresource Integrity by the names that CycloneDX gives them. */
const ALGORITHMS: Readonly<Record<string, string>> = { sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' };
