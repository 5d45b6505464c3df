import type { ServiceSpec } from '../../../../schemas/core/v1/service-spec.ts';

/** What `clusterIP` says of a service that has no address of its own. */
export const NO_CLUSTER_IP = 'None';

/** Whether a service has no address of its own: its name stands for those of its pods. */
export function isHeadless({ clusterIPs = [] }: ServiceSpec): boolean {
  return clusterIPs.length === 1 && clusterIPs[0] === NO_CLUSTER_IP;
}

/** Whether a service is nothing but another name for something outside the cluster. */
export function isExternalName({ type }: ServiceSpec): boolean {
  return type === 'ExternalName';
}

/** Whether a service has a port at every node, if it has not asked for none. */
export function needsNodePorts({ type }: ServiceSpec): boolean {
  return type === 'NodePort' || type === 'LoadBalancer';
}

/** Whether a service has a port at which load balancers ask nodes for its health. */
export function needsHealthCheck({ type, externalTrafficPolicy }: ServiceSpec): boolean {
  return type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
}

/** Whether a service can be reached from outside the cluster. */
export function isExternallyAccessible(spec: ServiceSpec): boolean {
  return needsNodePorts(spec) || (spec.type === 'ClusterIP' && (spec.externalIPs ?? []).length > 0);
}

/** Whether two lists of texts are the same; none is as good as an empty one. */
export function sameTexts(a: readonly string[] = [], b: readonly string[] = []): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i]);
}
