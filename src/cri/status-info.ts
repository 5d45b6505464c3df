import { MAX_FILES } from './cni/directory-reader.ts';
import type { Network } from './cni/parse-network.ts';
import type { NetworkConfig } from './network-config.ts';

/** What is told of the server beside its networks. */
export interface StatusInfoOptions {
  /** The package's version. */
  readonly version: string;
  readonly criSocket: string;
  readonly cniConfDir: string;
  readonly cniBinDir: readonly string[];
  readonly networkPlugin: string;
  readonly nodeName: string;
  /** Empty until UpdateRuntimeConfig set one. */
  readonly podCidr: string;
}

// A gRPC client takes 4 MiB unless it was told otherwise; the rest of the answer needs little.
const MAX_NETWORKS_LENGTH = 3 * 1024 * 1024;

/**
 * What a verbose Status tells, in the form of containerd, by which `crictl info` and people know it. Every value is JSON:
 * where containerd has bare text, there is a JSON string.
 */
export function statusInfo(options: StatusInfoOptions, network: NetworkConfig | undefined): Record<string, string> {
  const { version, criSocket, cniConfDir, cniBinDir, networkPlugin, nodeName, podCidr } = options;
  const info: Record<string, string> = {
    config: JSON.stringify({ criSocket, cniConfDir, cniBinDir, networkPlugin, nodeName, podCidr }),
    versions: JSON.stringify({ podledger: version, nodejs: process.versions.node, cri: ['v1', 'v1alpha2'] }),
  };
  if (network !== undefined) {
    const status = JSON.stringify(network.problem ?? 'OK');
    info.cniconfig = cniConfig(options, network);
    info.lastCNILoadStatus = status;
    info['lastCNILoadStatus.default'] = status;
  }
  return info;
}

function cniConfig({ cniBinDir, cniConfDir }: StatusInfoOptions, { networks, skipped }: NetworkConfig): string {
  const described: string[] = [];
  let length = 0;
  for (const [i, network] of networks.entries()) {
    const text = JSON.stringify({ Config: describe(network), IFName: `${INTERFACE_PREFIX}${i}` });
    length += Buffer.byteLength(text);
    if (length > MAX_NETWORKS_LENGTH) break;
    described.push(text);
  }
  const rest = {
    PluginDirs: cniBinDir,
    PluginConfDir: cniConfDir,
    PluginMaxConfNum: MAX_FILES,
    Prefix: INTERFACE_PREFIX,
    NetworksLeftOut: networks.length - described.length,
    Skipped: skipped.map(({ file, reason }) => ({ File: file, Reason: reason })),
  };
  return `${JSON.stringify(rest).slice(0, -1)},"Networks":[${described.join()}]}`;
}

const INTERFACE_PREFIX = 'eth';

function describe({ name, cniVersion, plugins, file, source }: Network): object {
  return {
    Name: name,
    CNIVersion: cniVersion,
    Plugins: plugins.map((plugin) => ({ Network: plugin })),
    File: file,
    Source: source,
  };
}
