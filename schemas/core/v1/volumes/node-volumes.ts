import { type Static, Type } from '@sinclair/typebox';
import { Quantity } from '../../../meta/v1/scalars.ts';
import { enumerated, explicit, named, optional, required } from '../../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** A folder that starts empty and lives as long as the pod. */
export const EmptyDirVolumeSource = named(`${CORE}.EmptyDirVolumeSource`, {
  medium: optional(Type.String(), "Where it is kept: empty for the node's disk, `Memory` or `HugePages`."),
  sizeLimit: optional(Quantity, 'The most that it may hold.'),
});
export type EmptyDirVolumeSource = Static<typeof EmptyDirVolumeSource>;

/** A file or folder of the node. */
export const HostPathVolumeSource = named(`${CORE}.HostPathVolumeSource`, {
  path: required(Type.String(), 'Path on the node.'),
  type: explicit(
    enumerated('', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'),
    'What must be there or is made there; empty for no check.',
  ),
});
export type HostPathVolumeSource = Static<typeof HostPathVolumeSource>;

/** The files of an OCI image or artifact. */
export const ImageVolumeSource = named(`${CORE}.ImageVolumeSource`, {
  reference: optional(Type.String(), 'The image or artifact.'),
  pullPolicy: optional(
    enumerated('Always', 'IfNotPresent', 'Never'),
    'When the image is pulled; `Always` for the tag latest, otherwise `IfNotPresent` by default.',
  ),
});
export type ImageVolumeSource = Static<typeof ImageVolumeSource>;

/** A clone of a git repository. Deprecated and no longer served by kubelets. */
export const GitRepoVolumeSource = named(`${CORE}.GitRepoVolumeSource`, {
  repository: required(Type.String(), 'URL of the repository.'),
  revision: optional(Type.String(), 'Commit to check out.'),
  directory: optional(Type.String(), 'Folder to clone into.'),
});
export type GitRepoVolumeSource = Static<typeof GitRepoVolumeSource>;
