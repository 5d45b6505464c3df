import { type Static, Type } from '@sinclair/typebox';
import { enumerated, Int32, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** A port on which a container listens. */
export const ContainerPort = named(`${CORE}.ContainerPort`, {
  name: optional(Type.String()),
  hostPort: optional(Int32),
  containerPort: required(Int32),
  protocol: optional(enumerated('SCTP', 'TCP', 'UDP'), '', { default: 'TCP' }),
  hostIP: optional(Type.String()),
});
export type ContainerPort = Static<typeof ContainerPort>;
