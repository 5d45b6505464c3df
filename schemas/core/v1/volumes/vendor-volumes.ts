import { type Static, Type } from '@sinclair/typebox';
import { named, optional, required, requiredNonZero } from '../../../schema.ts';
import { LocalObjectReference } from '../references.ts';

const CORE = 'io.k8s.api.core.v1';

/** A dataset of Flocker. Deprecated. */
export const FlockerVolumeSource = named(`${CORE}.FlockerVolumeSource`, {
  datasetName: optional(Type.String()),
  datasetUUID: optional(Type.String()),
});
export type FlockerVolumeSource = Static<typeof FlockerVolumeSource>;

/** A volume of Quobyte. Deprecated. */
export const QuobyteVolumeSource = named(`${CORE}.QuobyteVolumeSource`, {
  registry: required(Type.String()),
  volume: required(Type.String()),
  readOnly: optional(Type.Boolean()),
  user: optional(Type.String()),
  group: optional(Type.String()),
  tenant: optional(Type.String()),
});
export type QuobyteVolumeSource = Static<typeof QuobyteVolumeSource>;

/** A volume of Portworx. Deprecated. */
export const PortworxVolumeSource = named(`${CORE}.PortworxVolumeSource`, {
  volumeID: required(Type.String()),
  fsType: optional(Type.String()),
  readOnly: optional(Type.Boolean()),
});
export type PortworxVolumeSource = Static<typeof PortworxVolumeSource>;

/** A volume of ScaleIO. Deprecated. */
export const ScaleIOVolumeSource = named(`${CORE}.ScaleIOVolumeSource`, {
  gateway: required(Type.String()),
  system: required(Type.String()),
  secretRef: requiredNonZero(LocalObjectReference),
  sslEnabled: optional(Type.Boolean()),
  protectionDomain: optional(Type.String()),
  storagePool: optional(Type.String()),
  storageMode: optional(Type.String(), '', { default: 'ThinProvisioned' }),
  volumeName: optional(Type.String()),
  fsType: optional(Type.String(), '', { default: 'xfs' }),
  readOnly: optional(Type.Boolean()),
});
export type ScaleIOVolumeSource = Static<typeof ScaleIOVolumeSource>;

/** A volume of StorageOS. Deprecated. */
export const StorageOSVolumeSource = named(`${CORE}.StorageOSVolumeSource`, {
  volumeName: optional(Type.String()),
  volumeNamespace: optional(Type.String()),
  fsType: optional(Type.String()),
  readOnly: optional(Type.Boolean()),
  secretRef: optional(LocalObjectReference),
});
export type StorageOSVolumeSource = Static<typeof StorageOSVolumeSource>;
