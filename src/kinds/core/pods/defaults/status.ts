import type { ContainerStatus } from '../../../../../schemas/core/v1/container-status.ts';
import type { PodStatus } from '../../../../../schemas/core/v1/pod-status.ts';
import { roundUpResources } from '../../../../apimachinery/resource-list.ts';
import { reconcilePodIPs } from '../status/pod-ips.ts';
import { roundUpResourceRequirements } from './resources.ts';

/** Fills in what a status leaves out: podIP and podIPs each from the other; amounts are rounded up. Mutates `status`. */
export function setStatusDefaults(status: PodStatus): void {
  reconcilePodIPs(status);
  roundUp(status.containerStatuses);
  roundUp(status.initContainerStatuses);
  roundUp(status.ephemeralContainerStatuses);
  roundUpResources(status.allocatedResources);
  roundUpResourceRequirements(status.resources);
}

function roundUp(statuses: readonly ContainerStatus[] | undefined): void {
  for (const { allocatedResources, resources } of statuses ?? []) {
    roundUpResources(allocatedResources);
    roundUpResourceRequirements(resources);
  }
}
