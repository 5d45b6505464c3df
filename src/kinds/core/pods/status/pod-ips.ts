import type { PodStatus } from '../../../../../schemas/core/v1/pod-status.ts';
import type { FieldError } from '../../../../apimachinery/field-error.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { validateAddressesPerFamily, validateNewAddresses } from './addresses.ts';

/** podIPs are IP addresses, at most one of each family. Odd ones that are stored already may stay. */
export function validatePodIPs(next: PodStatus, old: PodStatus, path: FieldPath): FieldError[] {
  const podIPs = next.podIPs ?? [];
  const at = path.child('podIPs');
  return [...validateNewAddresses(podIPs, old.podIPs, at), ...validateAddressesPerFamily(podIPs, at)];
}

/**
 * Makes podIP the first of podIPs, as the API promises. Each fills in the other; where they disagree podIP wins and stands
 * alone, since an older client knows only that. Mutates `status`.
 */
export function reconcilePodIPs(status: PodStatus): void {
  const { podIP = '', podIPs = [] } = status;
  const first = podIPs[0]?.ip;
  if (podIP === '') {
    if (first !== undefined && first !== '') status.podIP = first;
  } else if (first !== podIP) {
    status.podIPs = [{ ip: podIP }];
  }
}
