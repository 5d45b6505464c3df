import type { PodStatus } from '../../../../../schemas/core/v1/pod-status.ts';
import { type FieldError, invalid } from '../../../../apimachinery/field-error.ts';
import { addErrors } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { validateAddressesPerFamily, validateNewAddresses } from './addresses.ts';

/**
 * hostIPs begin with hostIP and are IP addresses, at most one of each family. Odd ones that are stored already may stay.
 * Nothing is said about hostIP where it stands alone.
 */
export function validateHostIPs(next: PodStatus, old: PodStatus, path: FieldPath): FieldError[] {
  const { hostIP = '', hostIPs = [] } = next;
  const first = hostIPs[0];
  if (first === undefined) return [];
  const at = path.child('hostIPs');
  const errors: FieldError[] = [];
  if (first.ip !== hostIP) errors.push(invalid(at.index(0).child('ip'), first.ip, 'must be equal to `hostIP`'));
  addErrors(errors, [...validateNewAddresses(hostIPs, old.hostIPs, at), ...validateAddressesPerFamily(hostIPs, at)]);
  return errors;
}
