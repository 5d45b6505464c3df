import { type Static, Type } from '@sinclair/typebox';
import { named, optional, required } from '../../../schema.ts';
import {
  AWSElasticBlockStoreVolumeSource,
  AzureDiskVolumeSource,
  AzureFileVolumeSource,
  CinderVolumeSource,
  GCEPersistentDiskVolumeSource,
  PhotonPersistentDiskVolumeSource,
  VsphereVirtualDiskVolumeSource,
} from './cloud-volumes.ts';
import { ConfigMapVolumeSource, SecretVolumeSource } from './config-volumes.ts';
import { DownwardAPIVolumeSource } from './downward-api.ts';
import { CSIVolumeSource, FlexVolumeSource } from './driver-volumes.ts';
import {
  CephFSVolumeSource,
  FCVolumeSource,
  GlusterfsVolumeSource,
  ISCSIVolumeSource,
  NFSVolumeSource,
  RBDVolumeSource,
} from './network-volumes.ts';
import { EmptyDirVolumeSource, GitRepoVolumeSource, HostPathVolumeSource, ImageVolumeSource } from './node-volumes.ts';
import { EphemeralVolumeSource, PersistentVolumeClaimVolumeSource } from './persistent-volume-claim.ts';
import { ProjectedVolumeSource } from './projected.ts';
import {
  FlockerVolumeSource,
  PortworxVolumeSource,
  QuobyteVolumeSource,
  ScaleIOVolumeSource,
  StorageOSVolumeSource,
} from './vendor-volumes.ts';

const CORE = 'io.k8s.api.core.v1';

/** A volume of a pod: its name and one source. */
export const Volume = named(`${CORE}.Volume`, {
  name: required(Type.String()),
  hostPath: optional(HostPathVolumeSource),
  emptyDir: optional(EmptyDirVolumeSource),
  gcePersistentDisk: optional(GCEPersistentDiskVolumeSource),
  awsElasticBlockStore: optional(AWSElasticBlockStoreVolumeSource),
  gitRepo: optional(GitRepoVolumeSource),
  secret: optional(SecretVolumeSource),
  nfs: optional(NFSVolumeSource),
  iscsi: optional(ISCSIVolumeSource),
  glusterfs: optional(GlusterfsVolumeSource),
  persistentVolumeClaim: optional(PersistentVolumeClaimVolumeSource),
  rbd: optional(RBDVolumeSource),
  flexVolume: optional(FlexVolumeSource),
  cinder: optional(CinderVolumeSource),
  cephfs: optional(CephFSVolumeSource),
  flocker: optional(FlockerVolumeSource),
  downwardAPI: optional(DownwardAPIVolumeSource),
  fc: optional(FCVolumeSource),
  azureFile: optional(AzureFileVolumeSource),
  configMap: optional(ConfigMapVolumeSource),
  vsphereVolume: optional(VsphereVirtualDiskVolumeSource),
  quobyte: optional(QuobyteVolumeSource),
  azureDisk: optional(AzureDiskVolumeSource),
  photonPersistentDisk: optional(PhotonPersistentDiskVolumeSource),
  projected: optional(ProjectedVolumeSource),
  portworxVolume: optional(PortworxVolumeSource),
  scaleIO: optional(ScaleIOVolumeSource),
  storageos: optional(StorageOSVolumeSource),
  csi: optional(CSIVolumeSource),
  ephemeral: optional(EphemeralVolumeSource),
  image: optional(ImageVolumeSource),
});
export type Volume = Static<typeof Volume>;
