import { type Static, Type } from '@sinclair/typebox';
import { Condition } from '../../meta/v1/condition.ts';
import {
  ATOMIC,
  embedded,
  enumerated,
  explicit,
  Int32,
  keyedBy,
  listOf,
  mergedBy,
  named,
  optional,
  required,
} from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** What became of one port at a load balancer. */
export const PortStatus = named(`${CORE}.PortStatus`, {
  port: required(Int32, 'Number of the service port.'),
  protocol: required(enumerated('SCTP', 'TCP', 'UDP'), 'Protocol of the service port.'),
  error: explicit(Type.String(), 'Why the port does not work, in one CamelCase word; absent where it does.'),
});
export type PortStatus = Static<typeof PortStatus>;

/** A point at which a load balancer takes traffic in. */
export const LoadBalancerIngress = named(`${CORE}.LoadBalancerIngress`, {
  ip: optional(Type.String(), 'Its IP address, where it has one.'),
  hostname: optional(Type.String(), 'Its DNS name, where it has one.'),
  ipMode: explicit(Type.String(), 'How traffic gets from there to a node: `VIP` or `Proxy`.'),
  ports: optional(listOf(PortStatus, ATOMIC), 'What became of each port.'),
});
export type LoadBalancerIngress = Static<typeof LoadBalancerIngress>;

/** What became of a load balancer. */
export const LoadBalancerStatus = named(`${CORE}.LoadBalancerStatus`, {
  ingress: optional(listOf(LoadBalancerIngress, ATOMIC), 'Where it takes traffic in.'),
});
export type LoadBalancerStatus = Static<typeof LoadBalancerStatus>;

/** What became of a service. */
export const ServiceStatus = named(`${CORE}.ServiceStatus`, {
  loadBalancer: embedded(LoadBalancerStatus, 'The load balancer, where the service has one.'),
  conditions: optional(listOf(Condition, keyedBy('type'), mergedBy('type')), 'Observations about the service.'),
});
export type ServiceStatus = Static<typeof ServiceStatus>;
