import type { Info } from '../../../schemas/version/info.ts';

/** What `/version` needs to know about the process that answers. */
export interface Runtime {
  /** Such as `26.10.0`. */
  readonly nodeVersion: string;
  /** Node's name of the operating system: `linux`, `win32`. */
  readonly platform: string;
  /** Node's name of the processor: `x64`, `arm64`. */
  readonly architecture: string;
}

// What kube-apiserver answers where a build did not record when it was made.
const UNRECORDED_DATE = '1970-01-01T00:00:00Z';

const GO_PLATFORMS: Readonly<Record<string, string>> = { win32: 'windows' };
const GO_ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

/** The body of `/version`. `gitVersion` is the version of Kubernetes that is served, with the product's behind a plus sign. */
export function versionInfo(gitVersion: string, { nodeVersion, platform, architecture }: Runtime): Info {
  const [major = '', minor = ''] = gitVersion.replace(/^v/, '').split('.');
  return {
    major,
    minor,
    emulationMajor: major,
    emulationMinor: minor,
    minCompatibilityMajor: major,
    // A control plane may be one minor version behind while it is upgraded (version skew policy).
    minCompatibilityMinor: String(Number(minor) - 1),
    gitVersion,
    gitCommit: '',
    gitTreeState: '',
    buildDate: UNRECORDED_DATE,
    goVersion: `node${nodeVersion}`,
    compiler: 'v8',
    platform: `${GO_PLATFORMS[platform] ?? platform}/${GO_ARCHITECTURES[architecture] ?? architecture}`,
  };
}
