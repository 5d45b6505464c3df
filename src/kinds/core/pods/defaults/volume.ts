import type { DownwardAPIVolumeFile } from '../../../../../schemas/core/v1/volumes/downward-api.ts';
import type { ProjectedVolumeSource } from '../../../../../schemas/core/v1/volumes/projected.ts';
import type { Volume } from '../../../../../schemas/core/v1/volumes/volume.ts';
import { roundUpResources } from '../../../../apimachinery/resource-list.ts';
import { imagePullPolicyFor } from './image-pull-policy.ts';

/** Permissions of files that come from the API, unless the volume says otherwise. */
const FILE_MODE = 0o644;
const TOKEN_SECONDS = 3600;
const CERTIFICATE_SECONDS = 86_400;

/** Fills in what a volume leaves out; one without a source is an empty folder. Mutates `volume`. */
export function setVolumeDefaults(volume: Volume): void {
  if (Object.entries(volume).every(([field, value]) => field === 'name' || value === undefined)) volume.emptyDir = {};
  const { hostPath, secret, configMap, downwardAPI, projected, image, ephemeral } = volume;
  if (hostPath !== undefined) hostPath.type ??= '';
  if (secret !== undefined) secret.defaultMode ??= FILE_MODE;
  if (configMap !== undefined) configMap.defaultMode ??= FILE_MODE;
  if (downwardAPI !== undefined) {
    downwardAPI.defaultMode ??= FILE_MODE;
    setDownwardAPIDefaults(downwardAPI.items);
  }
  if (projected !== undefined) setProjectedDefaults(projected);
  if (image !== undefined) image.pullPolicy ||= imagePullPolicyFor(image.reference ?? '');
  const claim = ephemeral?.volumeClaimTemplate?.spec;
  if (claim !== undefined) {
    claim.volumeMode ??= 'Filesystem';
    roundUpResources(claim.resources.limits);
    roundUpResources(claim.resources.requests);
  }
  setDiskDefaults(volume);
}

function setDownwardAPIDefaults(items: readonly DownwardAPIVolumeFile[] | undefined): void {
  for (const { fieldRef } of items ?? []) if (fieldRef !== undefined) fieldRef.apiVersion ||= 'v1';
}

function setProjectedDefaults(projected: ProjectedVolumeSource): void {
  projected.defaultMode ??= FILE_MODE;
  for (const { downwardAPI, serviceAccountToken, podCertificate } of projected.sources ?? []) {
    setDownwardAPIDefaults(downwardAPI?.items);
    if (serviceAccountToken !== undefined) serviceAccountToken.expirationSeconds ??= TOKEN_SECONDS;
    if (podCertificate !== undefined) podCertificate.maxExpirationSeconds ??= CERTIFICATE_SECONDS;
  }
}

/** Disks of the network and of clouds, most of them served by drivers nowadays. */
function setDiskDefaults({ iscsi, rbd, azureDisk, scaleIO }: Volume): void {
  if (iscsi !== undefined) iscsi.iscsiInterface ||= 'default';
  if (rbd !== undefined) {
    rbd.pool ||= 'rbd';
    rbd.user ||= 'admin';
    rbd.keyring ||= '/etc/ceph/keyring';
  }
  if (azureDisk !== undefined) {
    azureDisk.cachingMode ??= 'ReadWrite';
    azureDisk.fsType ??= 'ext4';
    azureDisk.readOnly ??= false;
    azureDisk.kind ??= 'Shared';
  }
  if (scaleIO !== undefined) {
    scaleIO.storageMode ||= 'ThinProvisioned';
    scaleIO.fsType ||= 'xfs';
  }
}
