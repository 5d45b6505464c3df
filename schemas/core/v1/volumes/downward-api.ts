import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, explicit, Int32, listOf, named, optional, required } from '../../../schema.ts';
import { ObjectFieldSelector, ResourceFieldSelector } from '../field-selectors.ts';

const CORE = 'io.k8s.api.core.v1';

/** A file with a field of the pod. */
export const DownwardAPIVolumeFile = named(`${CORE}.DownwardAPIVolumeFile`, {
  path: required(Type.String(), 'Path of the file within the volume.'),
  fieldRef: optional(ObjectFieldSelector, 'Writes a field of the pod.'),
  resourceFieldRef: optional(ResourceFieldSelector, 'Writes a request or limit of a container.'),
  mode: explicit(Int32, "Permissions of the file, from 0 to 0777; the volume's defaultMode where it is absent."),
});
export type DownwardAPIVolumeFile = Static<typeof DownwardAPIVolumeFile>;

/** A volume with fields of the pod as files. */
export const DownwardAPIVolumeSource = named(`${CORE}.DownwardAPIVolumeSource`, {
  items: optional(listOf(DownwardAPIVolumeFile, ATOMIC), 'The files.'),
  defaultMode: explicit(Int32, 'Permissions of the files; 0644 by default.'),
});
export type DownwardAPIVolumeSource = Static<typeof DownwardAPIVolumeSource>;
