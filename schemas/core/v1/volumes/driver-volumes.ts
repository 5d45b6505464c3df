import { type Static, Type } from '@sinclair/typebox';
import { explicit, mapOf, named, optional, required } from '../../../schema.ts';
import { LocalObjectReference } from '../references.ts';

const CORE = 'io.k8s.api.core.v1';

/** An ephemeral volume of a CSI driver. */
export const CSIVolumeSource = named(`${CORE}.CSIVolumeSource`, {
  driver: required(Type.String(), 'Name of the CSI driver.'),
  readOnly: explicit(Type.Boolean(), 'Whether the volume can only be read.'),
  fsType: explicit(Type.String(), "File system to mount; the driver's choice by default."),
  volumeAttributes: optional(mapOf(Type.String()), 'Settings that go to the driver.'),
  nodePublishSecretRef: optional(LocalObjectReference, 'Secret that goes to the driver when it mounts the volume.'),
});
export type CSIVolumeSource = Static<typeof CSIVolumeSource>;

/** A volume of an exec-based driver. Deprecated. */
export const FlexVolumeSource = named(`${CORE}.FlexVolumeSource`, {
  driver: required(Type.String(), 'Name of the driver.'),
  fsType: optional(Type.String(), "File system to mount; the driver's choice by default."),
  secretRef: optional(LocalObjectReference, 'Secret that goes to the driver.'),
  readOnly: optional(Type.Boolean(), 'Whether the volume can only be read.'),
  options: optional(mapOf(Type.String()), 'Settings that go to the driver.'),
});
export type FlexVolumeSource = Static<typeof FlexVolumeSource>;
