import { type Static, Type } from '@sinclair/typebox';
import { enumerated, explicit, Int32, named, optional, required } from '../../../schema.ts';
import { LocalObjectReference } from '../references.ts';

const CORE = 'io.k8s.api.core.v1';

/** A disk of Amazon EBS. Deprecated. */
export const AWSElasticBlockStoreVolumeSource = named(`${CORE}.AWSElasticBlockStoreVolumeSource`, {
  volumeID: required(Type.String()),
  fsType: optional(Type.String()),
  partition: optional(Int32),
  readOnly: optional(Type.Boolean()),
});
export type AWSElasticBlockStoreVolumeSource = Static<typeof AWSElasticBlockStoreVolumeSource>;

/** A disk of Google Compute Engine. Deprecated. */
export const GCEPersistentDiskVolumeSource = named(`${CORE}.GCEPersistentDiskVolumeSource`, {
  pdName: required(Type.String()),
  fsType: optional(Type.String()),
  partition: optional(Int32),
  readOnly: optional(Type.Boolean()),
});
export type GCEPersistentDiskVolumeSource = Static<typeof GCEPersistentDiskVolumeSource>;

/** A disk of Azure. Deprecated. */
export const AzureDiskVolumeSource = named(`${CORE}.AzureDiskVolumeSource`, {
  diskName: required(Type.String()),
  diskURI: required(Type.String()),
  cachingMode: explicit(enumerated('None', 'ReadOnly', 'ReadWrite'), '', { default: 'ReadWrite' }),
  fsType: explicit(Type.String(), '', { default: 'ext4' }),
  readOnly: explicit(Type.Boolean(), '', { default: false }),
  kind: explicit(enumerated('Dedicated', 'Managed', 'Shared'), '', { default: 'Shared' }),
});
export type AzureDiskVolumeSource = Static<typeof AzureDiskVolumeSource>;

/** A share of Azure Files. Deprecated. */
export const AzureFileVolumeSource = named(`${CORE}.AzureFileVolumeSource`, {
  secretName: required(Type.String()),
  shareName: required(Type.String()),
  readOnly: optional(Type.Boolean()),
});
export type AzureFileVolumeSource = Static<typeof AzureFileVolumeSource>;

/** A disk of OpenStack. Deprecated. */
export const CinderVolumeSource = named(`${CORE}.CinderVolumeSource`, {
  volumeID: required(Type.String()),
  fsType: optional(Type.String()),
  readOnly: optional(Type.Boolean()),
  secretRef: optional(LocalObjectReference),
});
export type CinderVolumeSource = Static<typeof CinderVolumeSource>;

/** A virtual disk of vSphere. Deprecated. */
export const VsphereVirtualDiskVolumeSource = named(`${CORE}.VsphereVirtualDiskVolumeSource`, {
  volumePath: required(Type.String()),
  fsType: optional(Type.String()),
  storagePolicyName: optional(Type.String()),
  storagePolicyID: optional(Type.String()),
});
export type VsphereVirtualDiskVolumeSource = Static<typeof VsphereVirtualDiskVolumeSource>;

/** A disk of Photon Controller. Deprecated. */
export const PhotonPersistentDiskVolumeSource = named(`${CORE}.PhotonPersistentDiskVolumeSource`, {
  pdID: required(Type.String()),
  fsType: optional(Type.String()),
});
export type PhotonPersistentDiskVolumeSource = Static<typeof PhotonPersistentDiskVolumeSource>;
