import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, explicit, Int32, listOf, named, optional, required } from '../../../schema.ts';
import { ObjectFieldSelector, ResourceFieldSelector } from '../field-selectors.ts';

const CORE = 'io.k8s.api.core.v1';

/** A file with a field of the pod. */
export const DownwardAPIVolumeFile = named(`${CORE}.DownwardAPIVolumeFile`, {
  path: required(Type.String()),
  fieldRef: optional(ObjectFieldSelector),
  resourceFieldRef: optional(ResourceFieldSelector),
  mode: explicit(Int32),
});
export type DownwardAPIVolumeFile = Static<typeof DownwardAPIVolumeFile>;

/** A volume with fields of the pod as files. */
export const DownwardAPIVolumeSource = named(`${CORE}.DownwardAPIVolumeSource`, {
  items: optional(listOf(DownwardAPIVolumeFile, ATOMIC)),
  defaultMode: explicit(Int32),
});
export type DownwardAPIVolumeSource = Static<typeof DownwardAPIVolumeSource>;
