import type { Service } from '../../../../schemas/core/v1/service.ts';
import { unset } from '../../../apimachinery/unset.ts';
import { isExternallyAccessible } from './service-type.ts';

const THREE_HOURS = 10_800;
const TYPES: readonly string[] = ['ClusterIP', 'NodePort', 'LoadBalancer'];

/** Fills in what kube-apiserver fills in where a service leaves it out. Mutates `service`. */
export function setServiceDefaults({ spec, status }: Service): void {
  spec.sessionAffinity ||= 'None';
  if (spec.sessionAffinity === 'None') unset(spec, 'sessionAffinityConfig');
  if (spec.sessionAffinity === 'ClientIP' && spec.sessionAffinityConfig?.clientIP?.timeoutSeconds === undefined) {
    spec.sessionAffinityConfig = { clientIP: { timeoutSeconds: THREE_HOURS } };
  }
  spec.type ||= 'ClusterIP';
  for (const port of spec.ports ?? []) {
    port.protocol ||= 'TCP';
    port.targetPort ||= port.port;
  }
  if (isExternallyAccessible(spec)) spec.externalTrafficPolicy ||= 'Cluster';
  if (TYPES.includes(spec.type)) spec.internalTrafficPolicy ??= 'Cluster';
  if (spec.type !== 'LoadBalancer') return;
  spec.allocateLoadBalancerNodePorts ??= true;
  for (const ingress of status.loadBalancer.ingress ?? []) if (ingress.ip) ingress.ipMode ??= 'VIP';
}
