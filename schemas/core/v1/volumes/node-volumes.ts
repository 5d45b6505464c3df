import { type Static, Type } from '@sinclair/typebox';
import { Quantity } from '../../../meta/v1/scalars.ts';
import { enumerated, explicit, named, optional, required } from '../../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** A folder that starts empty and lives as long as the pod. */
export const EmptyDirVolumeSource = named(`${CORE}.EmptyDirVolumeSource`, {
  medium: optional(Type.String()),
  sizeLimit: optional(Quantity),
});
export type EmptyDirVolumeSource = Static<typeof EmptyDirVolumeSource>;

/** A file or folder of the node. */
export const HostPathVolumeSource = named(`${CORE}.HostPathVolumeSource`, {
  path: required(Type.String()),
  type: explicit(
    enumerated('', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'),
  ),
});
export type HostPathVolumeSource = Static<typeof HostPathVolumeSource>;

/** The files of an OCI image or artifact. */
export const ImageVolumeSource = named(`${CORE}.ImageVolumeSource`, {
  reference: optional(Type.String()),
  pullPolicy: optional(enumerated('Always', 'IfNotPresent', 'Never')),
});
export type ImageVolumeSource = Static<typeof ImageVolumeSource>;

/** A clone of a git repository. Deprecated and no longer served by kubelets. */
export const GitRepoVolumeSource = named(`${CORE}.GitRepoVolumeSource`, {
  repository: required(Type.String()),
  revision: optional(Type.String()),
  directory: optional(Type.String()),
});
export type GitRepoVolumeSource = Static<typeof GitRepoVolumeSource>;
