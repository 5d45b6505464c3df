import type { ServiceSpec } from '../../../../schemas/core/v1/service-spec.ts';
import { isSemanticallyEqual } from '../../../apimachinery/semantic-equal.ts';
import { unset } from '../../../apimachinery/unset.ts';
import { isExternallyAccessible, isExternalName, needsHealthCheck, needsNodePorts, sameTexts } from './service-type.ts';

/**
 * Takes away what a service's new type has no use for, where the server may have filled it in and the client has not changed it;
 * what the client changed too is left for validation to refuse. Mutates `next`.
 */
export function dropTypeDependentFields(next: ServiceSpec, old: ServiceSpec): void {
  const same = (field: keyof ServiceSpec): boolean => isSemanticallyEqual(next[field], old[field]);
  if (!isExternalName(old) && isExternalName(next)) {
    if (next.clusterIP === old.clusterIP && sameTexts(next.clusterIPs, old.clusterIPs)) {
      unset(next, 'clusterIP');
      unset(next, 'clusterIPs');
    }
    if (same('ipFamilies')) unset(next, 'ipFamilies');
    if (same('ipFamilyPolicy')) unset(next, 'ipFamilyPolicy');
  }
  if (needsNodePorts(old) && !needsNodePorts(next) && hasNoNewNodePort(next, old)) {
    for (const port of next.ports ?? []) unset(port, 'nodePort');
  }
  if (needsHealthCheck(old) && !needsHealthCheck(next) && same('healthCheckNodePort')) {
    unset(next, 'healthCheckNodePort');
  }
  if (old.type === 'LoadBalancer' && next.type !== 'LoadBalancer') {
    if (same('allocateLoadBalancerNodePorts')) unset(next, 'allocateLoadBalancerNodePorts');
    if (same('loadBalancerClass')) unset(next, 'loadBalancerClass');
  }
  if (isExternallyAccessible(old) && !isExternallyAccessible(next) && same('externalTrafficPolicy')) {
    unset(next, 'externalTrafficPolicy');
  }
}

function hasNoNewNodePort(next: ServiceSpec, old: ServiceSpec): boolean {
  const known = new Set((old.ports ?? []).map(({ nodePort = 0 }) => nodePort));
  return (next.ports ?? []).every(({ nodePort = 0 }) => nodePort === 0 || known.has(nodePort));
}
