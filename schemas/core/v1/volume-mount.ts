import { type Static, Type } from '@sinclair/typebox';
import { enumerated, explicit, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** Mounts a volume of the pod in a container. */
export const VolumeMount = named(`${CORE}.VolumeMount`, {
  name: required(Type.String()),
  readOnly: optional(Type.Boolean()),
  recursiveReadOnly: explicit(Type.String()),
  mountPath: required(Type.String()),
  subPath: optional(Type.String()),
  mountPropagation: explicit(enumerated('Bidirectional', 'HostToContainer', 'None')),
  subPathExpr: optional(Type.String()),
});
export type VolumeMount = Static<typeof VolumeMount>;

/** Hands a raw block device of the pod to a container. */
export const VolumeDevice = named(`${CORE}.VolumeDevice`, {
  name: required(Type.String()),
  devicePath: required(Type.String()),
});
export type VolumeDevice = Static<typeof VolumeDevice>;
