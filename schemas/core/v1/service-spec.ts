import { type Static, Type } from '@sinclair/typebox';
import { IntOrString } from '../../meta/v1/scalars.ts';
import {
  ATOMIC,
  embedded,
  enumerated,
  explicit,
  Int32,
  keyedBy,
  listOf,
  mapOf,
  mergedBy,
  named,
  optional,
  required,
} from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** A port of a service. */
export const ServicePort = named(`${CORE}.ServicePort`, {
  name: optional(Type.String(), 'Name of the port, a DNS label; needed where there is more than one.'),
  protocol: optional(enumerated('SCTP', 'TCP', 'UDP'), 'Protocol of the port.', { default: 'TCP' }),
  appProtocol: explicit(Type.String(), 'Protocol spoken on the port, as a hint for implementations.'),
  port: required(Int32, 'Number of the port at the service.'),
  targetPort: embedded(IntOrString, 'Number or name of the port at the pods; that of the service where absent.'),
  nodePort: optional(Int32, 'Number of the port at every node, for services of type NodePort and LoadBalancer.'),
});
export type ServicePort = Static<typeof ServicePort>;

/** How long a client stays with the pod it was sent to. */
export const ClientIPConfig = named(`${CORE}.ClientIPConfig`, {
  timeoutSeconds: explicit(Int32, 'Seconds, up to a day; three hours where absent.'),
});
export type ClientIPConfig = Static<typeof ClientIPConfig>;

/** How clients are kept with the pod they were sent to. */
export const SessionAffinityConfig = named(`${CORE}.SessionAffinityConfig`, {
  clientIP: optional(ClientIPConfig, 'For an affinity of ClientIP.'),
});
export type SessionAffinityConfig = Static<typeof SessionAffinityConfig>;

/** What a service is to be. */
export const ServiceSpec = named(`${CORE}.ServiceSpec`, {
  ports: optional(listOf(ServicePort, keyedBy('port', 'protocol'), mergedBy('port')), 'Ports of the service.'),
  selector: optional(mapOf(Type.String()), 'Labels of the pods that traffic goes to.', {
    'x-kubernetes-map-type': 'atomic',
  }),
  clusterIP: optional(Type.String(), 'The first of `clusterIPs`; `None` for a service without an address.'),
  clusterIPs: optional(listOf(Type.String(), ATOMIC), 'Addresses of the service, at most one of each IP family.'),
  type: optional(
    enumerated('ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'),
    'How far the service can be reached: within the cluster, at its nodes, at a load balancer; or an alias.',
  ),
  externalIPs: optional(listOf(Type.String(), ATOMIC), 'Addresses outside the cluster that lead to its nodes.'),
  sessionAffinity: optional(enumerated('ClientIP', 'None'), 'Whether a client stays with the pod it was sent to.'),
  loadBalancerIP: optional(Type.String(), 'The address that the load balancer is to have, where it can be chosen.'),
  loadBalancerSourceRanges: optional(
    listOf(Type.String(), ATOMIC),
    'Ranges of addresses whose clients may use the load balancer.',
  ),
  externalName: optional(Type.String(), 'The DNS name that a service of type ExternalName stands for.'),
  externalTrafficPolicy: optional(
    enumerated('Cluster', 'Local'),
    'Whether traffic from outside goes to any pod or to one of the same node.',
  ),
  healthCheckNodePort: optional(
    Int32,
    'The port at which a load balancer asks a node whether it has a pod of the service.',
  ),
  publishNotReadyAddresses: optional(Type.Boolean(), 'Whether pods are found before they are ready.'),
  sessionAffinityConfig: optional(SessionAffinityConfig, 'How clients are kept with the pod they were sent to.'),
  ipFamilies: optional(
    listOf(enumerated('', 'IPv4', 'IPv6'), ATOMIC),
    'IP families of the addresses, the first one first.',
  ),
  ipFamilyPolicy: explicit(
    enumerated('PreferDualStack', 'RequireDualStack', 'SingleStack'),
    'Whether the service has addresses of one IP family or of two.',
  ),
  allocateLoadBalancerNodePorts: explicit(Type.Boolean(), 'Whether a service of type LoadBalancer has node ports.'),
  loadBalancerClass: explicit(Type.String(), 'Which load balancer implements the service; it never changes.'),
  internalTrafficPolicy: explicit(
    enumerated('Cluster', 'Local'),
    'Whether traffic from within goes to any pod or to one of the same node.',
  ),
  trafficDistribution: explicit(Type.String(), 'Which pods traffic goes to where it can be chosen, such as near ones.'),
});
export type ServiceSpec = Static<typeof ServiceSpec>;
