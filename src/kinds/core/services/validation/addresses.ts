import type { Service } from '../../../../../schemas/core/v1/service.ts';
import type { ServiceSpec } from '../../../../../schemas/core/v1/service-spec.ts';
import { type FieldError, forbidden, invalid } from '../../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import { FieldPath } from '../../../../apimachinery/field-path.ts';
import { firstBy, itself } from '../../../../apimachinery/first-by.ts';
import { isCIDR } from '../../../../apimachinery/validation/cidr.ts';
import { isIPAddress, specialIPAddress } from '../../../../apimachinery/validation/ip-addresses.ts';

const SPEC = FieldPath.of('spec');
const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const NOT_BALANCED = "may only be used when `type` is 'LoadBalancer'";

/** What is wrong with the addresses outside the cluster that lead to a service; those it had before may stay. */
export function validateExternalIPs(
  { externalIPs = [] }: ServiceSpec,
  old: ServiceSpec | undefined,
  path: FieldPath,
): FieldError[] {
  const stored = firstBy(old?.externalIPs, itself);
  return errorsOfEach(externalIPs, (ip, i) => {
    const problems = stored(ip) !== undefined ? [] : isIPAddress(ip);
    return (problems.length > 0 ? problems : specialIPAddress(ip)).map((problem) =>
      invalid(path.index(i), ip, problem),
    );
  });
}

/** What is wrong with the ranges of clients that may use a load balancer, be they a field or, as once, an annotation. */
export function validateSourceRanges({ metadata, spec }: Service, old: Service | undefined): FieldError[] {
  const { loadBalancerSourceRanges: ranges = [], type } = spec;
  const errors: FieldError[] = [];
  // Ranges in the annotation may stand apart, and so may those in the field since.
  const check = (range: string, path: FieldPath, known?: ReadonlySet<string>): void => {
    if (known?.has(range) !== true) for (const problem of isCIDR(range)) errors.push(invalid(path, range, problem));
  };
  if (ranges.length > 0) {
    const path = SPEC.child('LoadBalancerSourceRanges');
    if (type !== 'LoadBalancer') errors.push(forbidden(path, NOT_BALANCED));
    const known = new Set(old?.spec.loadBalancerSourceRanges?.map((range) => range.trim()));
    for (const [i, range] of ranges.entries()) check(range.trim(), path.index(i), known);
    return errors;
  }
  const annotation = metadata.annotations?.[SOURCE_RANGES];
  if (annotation === undefined) return [];
  const path = FieldPath.of('metadata').child('annotations').key(SOURCE_RANGES);
  if (type !== 'LoadBalancer') errors.push(forbidden(path, NOT_BALANCED));
  if (annotation.trim() !== '' && annotation !== old?.metadata.annotations?.[SOURCE_RANGES]) {
    for (const range of annotation.split(',')) check(range.trim(), path);
  }
  return errors;
}
