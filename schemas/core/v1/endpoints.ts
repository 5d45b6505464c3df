import { type Static, Type } from '@sinclair/typebox';
import { objectList } from '../../meta/v1/object-list.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import {
  ATOMIC,
  coreKind,
  embedded,
  enumerated,
  explicit,
  Int32,
  listOf,
  named,
  optional,
  required,
} from '../../schema.ts';
import { ObjectReference } from './object-reference.ts';

const CORE = 'io.k8s.api.core.v1';

/** An address at which a service is served. */
export const EndpointAddress = named(
  `${CORE}.EndpointAddress`,
  {
    ip: required(Type.String(), 'The IP address, of no loopback and no link.'),
    hostname: optional(Type.String(), 'Host name of the endpoint.'),
    nodeName: explicit(Type.String(), 'The node that the endpoint is on.'),
    targetRef: optional(ObjectReference, 'The object that answers there, as a rule a pod.'),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type EndpointAddress = Static<typeof EndpointAddress>;

/** A port at which a service is served. */
export const EndpointPort = named(
  `${CORE}.EndpointPort`,
  {
    name: optional(Type.String(), 'Name of the port of the service; needed where there are several.'),
    port: required(Int32, 'Number of the port.'),
    protocol: optional(enumerated('SCTP', 'TCP', 'UDP'), '`TCP`, `UDP` or `SCTP`.'),
    appProtocol: explicit(Type.String(), 'The protocol that is spoken above that, such as `kubernetes.io/h2c`.'),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type EndpointPort = Static<typeof EndpointPort>;

/** Addresses that have the same ports: each port is served at each address. */
export const EndpointSubset = named(`${CORE}.EndpointSubset`, {
  addresses: optional(listOf(EndpointAddress, ATOMIC), 'Addresses that are ready.'),
  notReadyAddresses: optional(listOf(EndpointAddress, ATOMIC), 'Addresses that are not ready.'),
  ports: optional(listOf(EndpointPort, ATOMIC), 'Ports at these addresses.'),
});
export type EndpointSubset = Static<typeof EndpointSubset>;

/** Where a service is served. */
export const Endpoints = named(
  `${CORE}.Endpoints`,
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    subsets: optional(listOf(EndpointSubset, ATOMIC), 'Addresses and ports, those with the same ports together.'),
  },
  coreKind('Endpoints', 'Where a service is served: addresses and ports.'),
);
export type Endpoints = Static<typeof Endpoints>;

/** A list of Endpoints. */
export const EndpointsList = objectList(
  `${CORE}.EndpointsList`,
  Endpoints,
  coreKind('EndpointsList', 'A list of Endpoints.'),
);
export type EndpointsList = Static<typeof EndpointsList>;
