import { type Static, Type } from '@sinclair/typebox';
import { explicit, named, optional, required, requiredNonZero } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** What is known of a mounted image volume. */
export const ImageVolumeStatus = named(`${CORE}.ImageVolumeStatus`, {
  imageRef: requiredNonZero(Type.String()),
});
export type ImageVolumeStatus = Static<typeof ImageVolumeStatus>;

/** What is known of a mounted volume, by its kind. */
export const VolumeStatus = named(`${CORE}.VolumeStatus`, {
  image: optional(ImageVolumeStatus),
});
export type VolumeStatus = Static<typeof VolumeStatus>;

/** A volume as it is mounted in a container. */
export const VolumeMountStatus = named(`${CORE}.VolumeMountStatus`, {
  name: required(Type.String()),
  mountPath: required(Type.String()),
  readOnly: optional(Type.Boolean()),
  recursiveReadOnly: explicit(Type.String()),
  volumeStatus: optional(VolumeStatus),
});
export type VolumeMountStatus = Static<typeof VolumeMountStatus>;
