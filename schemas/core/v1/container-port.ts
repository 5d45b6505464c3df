import { type Static, Type } from '@sinclair/typebox';
import { enumerated, Int32, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** A port on which a container listens. */
export const ContainerPort = named(`${CORE}.ContainerPort`, {
  name: optional(Type.String(), 'Name of the port, unique in the pod, by which services and probes refer to it.'),
  hostPort: optional(Int32, 'Port of the node that leads to this one.'),
  containerPort: required(Int32, "Number of the port on the pod's IP."),
  protocol: optional(enumerated('SCTP', 'TCP', 'UDP'), '`TCP`, `UDP` or `SCTP`.', { default: 'TCP' }),
  hostIP: optional(Type.String(), 'IP of the node on which hostPort listens.'),
});
export type ContainerPort = Static<typeof ContainerPort>;
