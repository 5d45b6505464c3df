import type { PodStatus } from '../../../../../schemas/core/v1/pod-status.ts';
import { unset } from '../../../../apimachinery/unset.ts';

/**
 * Drops what belongs to features that are switched off in Kubernetes v1.36 by default: the status of node resources that come
 * through claims (DRANodeAllocatableResources) and of mounted image volumes (ImageVolumeWithDigest). Mutates `status`.
 */
export function dropDisabledStatusFields(status: PodStatus): void {
  unset(status, 'nodeAllocatableResourceClaimStatuses');
  for (const statuses of [status.containerStatuses, status.initContainerStatuses, status.ephemeralContainerStatuses]) {
    for (const { volumeMounts } of statuses ?? []) {
      for (const mount of volumeMounts ?? []) unset(mount, 'volumeStatus');
    }
  }
}
