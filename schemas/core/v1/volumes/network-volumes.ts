import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, explicit, Int32, listOf, named, optional, required } from '../../../schema.ts';
import { LocalObjectReference } from '../references.ts';

const CORE = 'io.k8s.api.core.v1';

/** An export of an NFS server. */
export const NFSVolumeSource = named(`${CORE}.NFSVolumeSource`, {
  server: required(Type.String(), 'Host name or IP of the server.'),
  path: required(Type.String(), 'Path that the server exports.'),
  readOnly: optional(Type.Boolean(), 'Whether the volume can only be read.'),
});
export type NFSVolumeSource = Static<typeof NFSVolumeSource>;

/** A disk of an iSCSI target. */
export const ISCSIVolumeSource = named(`${CORE}.ISCSIVolumeSource`, {
  targetPortal: required(Type.String()),
  iqn: required(Type.String()),
  lun: required(Int32),
  iscsiInterface: optional(Type.String(), '', { default: 'default' }),
  fsType: optional(Type.String()),
  readOnly: optional(Type.Boolean()),
  portals: optional(listOf(Type.String(), ATOMIC)),
  chapAuthDiscovery: optional(Type.Boolean()),
  chapAuthSession: optional(Type.Boolean()),
  secretRef: optional(LocalObjectReference),
  initiatorName: explicit(Type.String()),
});
export type ISCSIVolumeSource = Static<typeof ISCSIVolumeSource>;

/** A disk on a Fibre Channel fabric. */
export const FCVolumeSource = named(`${CORE}.FCVolumeSource`, {
  targetWWNs: optional(listOf(Type.String(), ATOMIC)),
  lun: explicit(Int32),
  fsType: optional(Type.String()),
  readOnly: optional(Type.Boolean()),
  wwids: optional(listOf(Type.String(), ATOMIC)),
});
export type FCVolumeSource = Static<typeof FCVolumeSource>;

/** A Gluster volume. Deprecated. */
export const GlusterfsVolumeSource = named(`${CORE}.GlusterfsVolumeSource`, {
  endpoints: required(Type.String()),
  path: required(Type.String()),
  readOnly: optional(Type.Boolean()),
});
export type GlusterfsVolumeSource = Static<typeof GlusterfsVolumeSource>;

/** A Ceph file system. Deprecated. */
export const CephFSVolumeSource = named(`${CORE}.CephFSVolumeSource`, {
  monitors: required(listOf(Type.String(), ATOMIC)),
  path: optional(Type.String()),
  user: optional(Type.String()),
  secretFile: optional(Type.String()),
  secretRef: optional(LocalObjectReference),
  readOnly: optional(Type.Boolean()),
});
export type CephFSVolumeSource = Static<typeof CephFSVolumeSource>;

/** A Rados block device. Deprecated. */
export const RBDVolumeSource = named(`${CORE}.RBDVolumeSource`, {
  monitors: required(listOf(Type.String(), ATOMIC)),
  image: required(Type.String()),
  fsType: optional(Type.String()),
  pool: optional(Type.String(), '', { default: 'rbd' }),
  user: optional(Type.String(), '', { default: 'admin' }),
  keyring: optional(Type.String(), '', { default: '/etc/ceph/keyring' }),
  secretRef: optional(LocalObjectReference),
  readOnly: optional(Type.Boolean()),
});
export type RBDVolumeSource = Static<typeof RBDVolumeSource>;
