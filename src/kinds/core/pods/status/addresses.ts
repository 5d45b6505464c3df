import { type FieldError, internal, invalid } from '../../../../apimachinery/field-error.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { firstBy } from '../../../../apimachinery/first-by.ts';
import { isDualStack, isIPAddress, nonStandardIPAddress } from '../../../../apimachinery/validation/ip-addresses.ts';
import { warningsOfEach } from '../../../../apimachinery/warnings.ts';

/** An entry of podIPs or hostIPs. */
interface Address {
  readonly ip: string;
}

/** Every address that is not stored already is an IP address in a form that everyone reads alike. */
export function validateNewAddresses(
  next: readonly Address[],
  old: readonly Address[] | undefined,
  path: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  const stored = firstBy(old, (address) => address.ip);
  for (const [i, { ip }] of next.entries()) {
    if (stored(ip) !== undefined) continue;
    for (const problem of isIPAddress(ip)) errors.push(invalid(path.index(i), ip, problem));
  }
  return errors;
}

/** There is at most one address of each family (KEP-563). */
export function validateAddressesPerFamily(addresses: readonly Address[], path: FieldPath): FieldError[] {
  if (addresses.length < 2) return [];
  const dualStack = isDualStack(addresses.map(({ ip }) => ip));
  const errors: FieldError[] = [];
  if (typeof dualStack === 'string')
    errors.push(internal(path, `failed to check for dual stack with error:${dualStack}`));
  if (dualStack !== true || addresses.length > 2) {
    // kube-apiserver shows the bad value by the names of its own types.
    const shown = addresses.map(({ ip }) => ({ IP: ip }));
    errors.push(invalid(path, shown, 'may specify no more than one IP for each IP family'));
  }
  return errors;
}

/** A warning for each address that is not written in canonical form. */
export function addressWarnings(addresses: readonly Address[], path: FieldPath): string[] {
  return warningsOfEach(addresses, ({ ip }, i) => [nonStandardIPAddress(path.index(i).child('ip'), ip)]);
}
