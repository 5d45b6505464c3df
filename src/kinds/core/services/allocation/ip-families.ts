import type { Service } from '../../../../../schemas/core/v1/service.ts';
import type { ServiceSpec } from '../../../../../schemas/core/v1/service-spec.ts';
import { type FieldError, invalid, invalidFields } from '../../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import { FieldPath } from '../../../../apimachinery/field-path.ts';
import { isExternalName, NO_CLUSTER_IP, sameTexts } from '../service-type.ts';
import { validateClusterIPs } from '../validation/cluster-ips.ts';
import { refuseFor } from './refuse.ts';

const SPEC = FieldPath.of('spec');
const POLICY = SPEC.child('ipFamilyPolicy');

/** The IP family in which services have addresses: there is one range, and it is of IPv4. */
const FAMILY = 'IPv4';

/**
 * Decides on the IP families of a service and how many they are to be (KEP-563), where it leaves that open. Mutates the spec.
 * @throws StatusError 422 where what it says of them cannot be had.
 */
export function decideFamilies(service: Service, old: ServiceSpec | undefined): void {
  const { spec } = service;
  if (isExternalName(spec) || (old !== undefined && staysPreferred(spec, old))) return;
  const isSelectorless = spec.clusterIP === NO_CLUSTER_IP && Object.keys(spec.selector ?? {}).length === 0;
  spec.ipFamilyPolicy ??= old?.ipFamilyPolicy ?? (isSelectorless ? 'RequireDualStack' : 'SingleStack');
  check(service, validateClusterIPs(spec, old));
  const errors = [...(old === undefined ? [] : release(spec, old)), ...validatePolicy(spec), ...inferFamilies(spec)];
  check(service, errors);
  if (isSelectorless) {
    // Whoever looks after the endpoints of such a service may have addresses of any family.
    const [first = FAMILY] = spec.ipFamilies ?? [];
    const families = spec.ipFamilies ?? [first];
    const alone = families.length > 1 || spec.ipFamilyPolicy === 'SingleStack';
    spec.ipFamilies = alone ? families : [first, first === 'IPv4' ? 'IPv6' : 'IPv4'];
    return;
  }
  check(service, validateConfigured(spec));
  if ((spec.ipFamilies ?? []).length === 0) spec.ipFamilies = [FAMILY];
}

function check(service: Service, errors: readonly FieldError[]): void {
  if (errors.length > 0) throw refuseFor(service, errors);
}

/** A service that takes what there is keeps what it has, also where there has come to be more. */
function staysPreferred(next: ServiceSpec, old: ServiceSpec): boolean {
  return (
    next.type === old.type &&
    next.ipFamilyPolicy === 'PreferDualStack' &&
    (old.ipFamilyPolicy ?? 'PreferDualStack') === 'PreferDualStack' &&
    sameTexts(next.clusterIPs, old.clusterIPs) &&
    sameTexts(next.ipFamilies, old.ipFamilies)
  );
}

/** A second address or family is given up by saying so in the policy, and not otherwise. */
function release(next: ServiceSpec, old: ServiceSpec): FieldError[] {
  const { clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = next;
  if (ipFamilyPolicy === 'SingleStack') {
    if (clusterIPs.length > 1 && sameTexts(clusterIPs, old.clusterIPs)) next.clusterIPs = clusterIPs.slice(0, 1);
    if (ipFamilies.length > 1 && sameTexts(ipFamilies, old.ipFamilies)) next.ipFamilies = ipFamilies.slice(0, 1);
    return [];
  }
  const reduced = (now: readonly string[], before: readonly string[] = []): boolean =>
    now.length === 1 && before.length === 2;
  const mustBeSingle = (what: string): FieldError =>
    invalid(POLICY, ipFamilyPolicy, `must be 'SingleStack' to release the secondary ${what}`);
  return [
    ...(reduced(clusterIPs, old.clusterIPs) ? [mustBeSingle('cluster IP')] : []),
    ...(reduced(ipFamilies, old.ipFamilies) ? [mustBeSingle('IP family')] : []),
  ];
}

function validatePolicy({ clusterIPs = [], ipFamilies = [], ipFamilyPolicy }: ServiceSpec): FieldError[] {
  if (ipFamilyPolicy !== 'SingleStack') return [];
  const several = (what: string): FieldError =>
    invalid(
      POLICY,
      ipFamilyPolicy,
      `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`,
    );
  return [
    ...(clusterIPs.length === 2 ? [several('cluster IPs')] : []),
    ...(ipFamilies.length === 2 ? [several('IP families')] : []),
  ];
}

/** An address tells its family, where the service does not. */
function inferFamilies(spec: ServiceSpec): FieldError[] {
  const { clusterIPs = [], ipFamilies = [] } = spec;
  if (clusterIPs[0] === NO_CLUSTER_IP) return [];
  const inferred = clusterIPs.slice(ipFamilies.length).map((ip) => (ip.includes(':') ? 'IPv6' : 'IPv4'));
  const wrong = invalidFields(clusterIPs);
  const errors = errorsOfEach(inferred, (family, i) =>
    family === FAMILY
      ? []
      : [wrong(SPEC.child('clusterIPs').index(ipFamilies.length + i), `${family} is not configured on this cluster`)],
  );
  if (errors.length === 0 && inferred.length > 0) spec.ipFamilies = [...ipFamilies, ...inferred];
  return errors;
}

function validateConfigured({ ipFamilies = [], ipFamilyPolicy }: ServiceSpec): FieldError[] {
  const errors: FieldError[] = [];
  if (ipFamilyPolicy === 'RequireDualStack') {
    errors.push(invalid(POLICY, ipFamilyPolicy, 'this cluster is not configured for dual-stack services'));
  }
  for (const [i, family] of ipFamilies.entries()) {
    if (family !== FAMILY) {
      errors.push(invalid(SPEC.child('ipFamilies').index(i), family, 'not configured on this cluster'));
    }
  }
  return errors;
}
