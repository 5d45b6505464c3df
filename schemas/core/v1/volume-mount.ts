import { type Static, Type } from '@sinclair/typebox';
import { enumerated, explicit, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** Mounts a volume of the pod in a container. */
export const VolumeMount = named(`${CORE}.VolumeMount`, {
  name: required(Type.String(), "Name of the pod's volume."),
  readOnly: optional(Type.Boolean(), 'Whether the container can only read.'),
  recursiveReadOnly: explicit(
    Type.String(),
    'Whether mounts below a read-only one are read-only too: `Disabled`, `IfPossible` or `Enabled`.',
  ),
  mountPath: required(Type.String(), 'Path in the container at which the volume appears.'),
  subPath: optional(Type.String(), 'Path within the volume to mount instead of its root.'),
  mountPropagation: explicit(
    enumerated('Bidirectional', 'HostToContainer', 'None'),
    'Whether mounts made later pass between node and container.',
  ),
  subPathExpr: optional(Type.String(), "As subPath, with `$(NAME)` standing for the container's variables."),
});
export type VolumeMount = Static<typeof VolumeMount>;

/** Hands a raw block device of the pod to a container. */
export const VolumeDevice = named(`${CORE}.VolumeDevice`, {
  name: required(Type.String(), "Name of the pod's volume; it must be a claim of mode `Block`."),
  devicePath: required(Type.String(), 'Path of the device in the container.'),
});
export type VolumeDevice = Static<typeof VolumeDevice>;
