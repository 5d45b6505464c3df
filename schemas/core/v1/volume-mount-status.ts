import { type Static, Type } from '@sinclair/typebox';
import { explicit, named, optional, required, requiredNonZero } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** What is known of a mounted image volume. */
export const ImageVolumeStatus = named(`${CORE}.ImageVolumeStatus`, {
  imageRef: requiredNonZero(Type.String(), 'Digest of the image that is mounted.'),
});
export type ImageVolumeStatus = Static<typeof ImageVolumeStatus>;

/** What is known of a mounted volume, by its kind. */
export const VolumeStatus = named(`${CORE}.VolumeStatus`, {
  image: optional(ImageVolumeStatus, 'What is known where the volume is an image.'),
});
export type VolumeStatus = Static<typeof VolumeStatus>;

/** A volume as it is mounted in a container. */
export const VolumeMountStatus = named(`${CORE}.VolumeMountStatus`, {
  name: required(Type.String(), "Name of the pod's volume."),
  mountPath: required(Type.String(), 'Path in the container at which the volume appears.'),
  readOnly: optional(Type.Boolean(), 'Whether the container can only read.'),
  recursiveReadOnly: explicit(
    Type.String(),
    'Whether mounts below a read-only one turned out read-only: `Disabled` or `Enabled`.',
  ),
  volumeStatus: optional(VolumeStatus, 'What is known of the volume itself.'),
});
export type VolumeMountStatus = Static<typeof VolumeMountStatus>;
