import type { NodeCondition } from './backend.ts';
import type { RuntimeCondition } from './messages.ts';

/**
 * What the conditions of the runtime say of the node, in the order in which they are reported. `Ready` is worded as the kubelet
 * words it. `NetworkUnavailable` has the reasons of Kubernetes' route controller, which are the ones that people know.
 */
export function nodeConditions(conditions: readonly RuntimeCondition[]): readonly NodeCondition[] {
  const failed = (type: RuntimeCondition['type']): RuntimeCondition | undefined =>
    conditions.find((condition) => condition.type === type && !condition.status);
  const runtime = failed('RuntimeReady');
  const network = failed('NetworkReady');
  return [networkUnavailable(network), ready(runtime, network)];
}

function networkUnavailable(network: RuntimeCondition | undefined): NodeCondition {
  const type = 'NetworkUnavailable';
  if (network === undefined) {
    return { type, status: 'False', reason: 'RouteCreated', message: 'container runtime network is ready' };
  }
  return { type, status: 'True', reason: 'NoRouteCreated', message: networkProblem(network) };
}

function ready(runtime: RuntimeCondition | undefined, network: RuntimeCondition | undefined): NodeCondition {
  const type = 'Ready';
  const problems = [
    ...(runtime === undefined ? [] : [`container runtime not ready: ${words(runtime)}`]),
    ...(network === undefined ? [] : [networkProblem(network)]),
  ];
  const [first, second] = problems;
  if (first === undefined) {
    return { type, status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' };
  }
  const message = second === undefined ? first : `[${first}, ${second}]`;
  return { type, status: 'False', reason: 'KubeletNotReady', message };
}

function networkProblem(network: RuntimeCondition): string {
  return `container runtime network not ready: ${words(network)}`;
}

function words({ type, status, reason, message }: RuntimeCondition): string {
  return `${type}=${status} reason:${reason} message:${message}`;
}
