import { type Static, Type } from '@sinclair/typebox';
import { explicit, mapOf, named, optional, required } from '../../../schema.ts';
import { LocalObjectReference } from '../references.ts';

const CORE = 'io.k8s.api.core.v1';

/** An ephemeral volume of a CSI driver. */
export const CSIVolumeSource = named(`${CORE}.CSIVolumeSource`, {
  driver: required(Type.String()),
  readOnly: explicit(Type.Boolean()),
  fsType: explicit(Type.String()),
  volumeAttributes: optional(mapOf(Type.String())),
  nodePublishSecretRef: optional(LocalObjectReference),
});
export type CSIVolumeSource = Static<typeof CSIVolumeSource>;

/** A volume of an exec-based driver. Deprecated. */
export const FlexVolumeSource = named(`${CORE}.FlexVolumeSource`, {
  driver: required(Type.String()),
  fsType: optional(Type.String()),
  secretRef: optional(LocalObjectReference),
  readOnly: optional(Type.Boolean()),
  options: optional(mapOf(Type.String())),
});
export type FlexVolumeSource = Static<typeof FlexVolumeSource>;
