import { type Static, Type } from '@sinclair/typebox';
import { inlined, named, optional, required } from '../../../schema.ts';
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
  name: required(Type.String(), 'Name of the volume, unique in the pod.'),
  ...inlined('VolumeSource', {
    hostPath: optional(HostPathVolumeSource, 'A file or folder of the node.'),
    emptyDir: optional(EmptyDirVolumeSource, 'A folder that starts empty and lives as long as the pod.'),
    gcePersistentDisk: optional(GCEPersistentDiskVolumeSource, 'A disk of Google Compute Engine; deprecated.'),
    awsElasticBlockStore: optional(AWSElasticBlockStoreVolumeSource, 'A disk of Amazon EBS; deprecated.'),
    gitRepo: optional(GitRepoVolumeSource, 'A clone of a git repository; deprecated and switched off.'),
    secret: optional(SecretVolumeSource, 'The entries of a Secret.'),
    nfs: optional(NFSVolumeSource, 'An export of an NFS server.'),
    iscsi: optional(ISCSIVolumeSource, 'A disk of an iSCSI target.'),
    glusterfs: optional(GlusterfsVolumeSource, 'A Gluster volume; deprecated.'),
    persistentVolumeClaim: optional(PersistentVolumeClaimVolumeSource, 'What a claim of the same namespace provides.'),
    rbd: optional(RBDVolumeSource, 'A Rados block device; deprecated.'),
    flexVolume: optional(FlexVolumeSource, 'A volume of an exec-based driver; deprecated.'),
    cinder: optional(CinderVolumeSource, 'A disk of OpenStack; deprecated.'),
    cephfs: optional(CephFSVolumeSource, 'A Ceph file system; deprecated.'),
    flocker: optional(FlockerVolumeSource, 'A dataset of Flocker; deprecated.'),
    downwardAPI: optional(DownwardAPIVolumeSource, 'Fields of the pod.'),
    fc: optional(FCVolumeSource, 'A disk on a Fibre Channel fabric.'),
    azureFile: optional(AzureFileVolumeSource, 'A share of Azure Files; deprecated.'),
    configMap: optional(ConfigMapVolumeSource, 'The entries of a ConfigMap.'),
    vsphereVolume: optional(VsphereVirtualDiskVolumeSource, 'A virtual disk of vSphere; deprecated.'),
    quobyte: optional(QuobyteVolumeSource, 'A volume of Quobyte; deprecated.'),
    azureDisk: optional(AzureDiskVolumeSource, 'A disk of Azure; deprecated.'),
    photonPersistentDisk: optional(PhotonPersistentDiskVolumeSource, 'A disk of Photon Controller; deprecated.'),
    projected: optional(ProjectedVolumeSource, 'Several sources in one folder.'),
    portworxVolume: optional(PortworxVolumeSource, 'A volume of Portworx; deprecated.'),
    scaleIO: optional(ScaleIOVolumeSource, 'A volume of ScaleIO; deprecated.'),
    storageos: optional(StorageOSVolumeSource, 'A volume of StorageOS; deprecated.'),
    csi: optional(CSIVolumeSource, 'An ephemeral volume of a CSI driver.'),
    ephemeral: optional(EphemeralVolumeSource, 'A volume with a claim of its own that lives as long as the pod.'),
    image: optional(ImageVolumeSource, 'The files of an OCI image or artifact.'),
  }),
});
export type Volume = Static<typeof Volume>;
