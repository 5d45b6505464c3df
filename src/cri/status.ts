import type { RuntimeCondition, StatusRequest, StatusResponse } from './messages.ts';
import type { NetworkConfig } from './network-config.ts';

/** What Status depends on. */
export interface StatusSources {
  /** Resolves to undefined where the runtime is ready, and to what is wrong where it is not. */
  readonly checkRuntime: () => Promise<string | undefined>;
  /** Brings the network's configuration up to date; undefined where there is no network plugin. */
  readonly refreshNetwork: (() => Promise<NetworkConfig>) | undefined;
  /** What `info` tells; each value is JSON. */
  readonly info: (network: NetworkConfig | undefined) => Readonly<Record<string, string>>;
}

/**
 * Answers Status: whether the runtime and its network are ready, in iSulad's words. The network's configuration is
 * refreshed first. Only one that was never loaded makes the network not ready.
 */
export async function answerStatus(sources: StatusSources, { verbose }: StatusRequest): Promise<StatusResponse> {
  const [problem, network] = await Promise.all([sources.checkRuntime(), sources.refreshNetwork?.()]);
  const networkReady = network === undefined || network.networks.length > 0;
  return {
    status: {
      conditions: [
        problem === undefined ? RUNTIME_READY : runtimeNotReady(problem),
        networkReady ? NETWORK_READY : NETWORK_NOT_READY,
      ],
    },
    info: verbose ? sources.info(network) : {},
    // This server runs no containers: it has no way to do so, and none of the features that depend on one.
    runtime_handlers: [],
    features: { supplemental_groups_policy: false, user_namespaces_host_network: false },
  };
}

const RUNTIME_READY: RuntimeCondition = { type: 'RuntimeReady', status: true, reason: '', message: '' };
const NETWORK_READY: RuntimeCondition = { type: 'NetworkReady', status: true, reason: '', message: '' };

const NETWORK_NOT_READY: RuntimeCondition = {
  type: 'NetworkReady',
  status: false,
  reason: 'NetworkPluginNotReady',
  message: 'iSulad: network plugin is not ready: cni config uninitialized',
};

function runtimeNotReady(cause: string): RuntimeCondition {
  return {
    type: 'RuntimeReady',
    status: false,
    reason: 'iSuladDaemonNotReady',
    message: `iSulad: failed to get iSulad version: ${cause}`,
  };
}
