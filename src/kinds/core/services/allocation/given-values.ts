import type { ServiceSpec } from '../../../../../schemas/core/v1/service-spec.ts';
import { unset } from '../../../../apimachinery/unset.ts';
import { isExternalName, needsHealthCheck, needsNodePorts, sameTexts } from '../service-type.ts';

/** Lets a service that leaves out what it was given keep it, so that what made it can be applied again. Mutates `next`. */
export function keepAllocated(next: ServiceSpec, old: ServiceSpec | undefined): void {
  if (old === undefined) return;
  if (!isExternalName(old) && !isExternalName(next)) {
    if (!next.clusterIP && old.clusterIP) next.clusterIP = old.clusterIP;
    if ((next.clusterIPs ?? []).length === 0 && old.clusterIPs) next.clusterIPs = [...old.clusterIPs];
  }
  if (needsNodePorts(old) && needsNodePorts(next)) keepNodePorts(next, old);
  if (needsHealthCheck(old) && needsHealthCheck(next) && old.healthCheckNodePort !== undefined) {
    next.healthCheckNodePort ||= old.healthCheckNodePort;
  }
}

/** A port keeps the node port that the one of its name had, unless another port has taken that over. */
function keepNodePorts(next: ServiceSpec, old: ServiceSpec): void {
  const asked = new Set((next.ports ?? []).map(({ nodePort }) => nodePort));
  const before = new Map((old.ports ?? []).map(({ name = '', nodePort = 0 }) => [name, nodePort]));
  for (const port of next.ports ?? []) {
    const nodePort = before.get(port.name ?? '') ?? 0;
    if (!port.nodePort && nodePort !== 0 && !asked.has(nodePort)) port.nodePort = nodePort;
  }
}

/** Brings the plural form of the address in line with the singular, which is all that older clients know. Mutates `next`. */
export function fillInClusterIPs(next: ServiceSpec, old: ServiceSpec | undefined): void {
  const { clusterIP = '', clusterIPs = [] } = next;
  if (old === undefined) {
    if (clusterIP !== '' && clusterIPs.length === 0) next.clusterIPs = [clusterIP];
  } else if (clusterIP !== (old.clusterIP ?? '') && sameTexts(clusterIPs, old.clusterIPs)) {
    if (clusterIP === '') unset(next, 'clusterIPs');
    else next.clusterIPs = [clusterIP];
  }
}
