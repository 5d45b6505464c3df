import type { ServiceSpec } from '../../../../../schemas/core/v1/service-spec.ts';
import {
  duplicate,
  type FieldError,
  invalid,
  notSupported,
  requiredField,
} from '../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import { FieldPath } from '../../../../apimachinery/field-path.ts';
import { firstBy, itself } from '../../../../apimachinery/first-by.ts';
import { isDualStack, isIPAddress } from '../../../../apimachinery/validation/ip-addresses.ts';
import { isExternalName, isHeadless, NO_CLUSTER_IP } from '../service-type.ts';

const SPEC = FieldPath.of('spec');
const CLUSTER_IPS = SPEC.child('clusterIPs');
const FAMILIES = ['IPv4', 'IPv6'];
const POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

/** What is wrong with a service's addresses and their families, each for itself and with regard to one another. */
export function validateClusterIPs(spec: ServiceSpec, old?: ServiceSpec): FieldError[] {
  if (isExternalName(spec)) return [];
  const errors = [...validateFirst(spec), ...validateFamilies(spec)];
  const wrong = validateEach(spec, old);
  addErrors(errors, wrong.errors);
  const { clusterIPs = [] } = spec;
  if (clusterIPs.length > 2) errors.push(invalid(CLUSTER_IPS, clusterIPs, 'may only hold up to 2 values'));
  // Whatever else there is to say of them would only repeat it.
  if (wrong.hasInvalid) return errors;
  if (clusterIPs.length > 1 && isDualStack(clusterIPs) !== true) {
    errors.push(invalid(CLUSTER_IPS, clusterIPs, 'may specify no more than one IP for each IP family'));
  }
  if (!isHeadless(spec)) addErrors(errors, validateMatch(spec));
  return errors;
}

/** The singular and the plural say the same. */
function validateFirst({ clusterIP = '', clusterIPs = [] }: ServiceSpec): FieldError[] {
  if (clusterIP === '') {
    if (clusterIPs.length === 0) return [];
    return [invalid(CLUSTER_IPS, clusterIPs, 'must be empty when `clusterIP` is not specified')];
  }
  if (clusterIPs.length === 0) return [requiredField(CLUSTER_IPS)];
  return clusterIPs[0] === clusterIP ? [] : [invalid(CLUSTER_IPS, clusterIPs, 'first value must match `clusterIP`')];
}

function validateFamilies({ ipFamilies = [], ipFamilyPolicy }: ServiceSpec): FieldError[] {
  const seen = new Set<string>();
  const errors = errorsOfEach(ipFamilies, (family, i) => {
    const path = SPEC.child('ipFamilies').index(i);
    const again = seen.has(family);
    seen.add(family);
    return [
      ...(FAMILIES.includes(family) ? [] : [notSupported(path, family, FAMILIES)]),
      ...(again ? [duplicate(path, family)] : []),
    ];
  });
  if (ipFamilyPolicy !== undefined && !POLICIES.includes(ipFamilyPolicy)) {
    errors.push(notSupported(SPEC.child('ipFamilyPolicy'), ipFamilyPolicy, POLICIES));
  }
  return errors;
}

function validateEach(
  { clusterIPs = [] }: ServiceSpec,
  old: ServiceSpec | undefined,
): { errors: FieldError[]; hasInvalid: boolean } {
  const errors: FieldError[] = [];
  const stored = firstBy(old?.clusterIPs, itself);
  for (const [i, ip] of clusterIPs.entries()) {
    if (i === 0 && ip === NO_CLUSTER_IP) {
      if (clusterIPs.length > 1)
        errors.push(invalid(CLUSTER_IPS, clusterIPs, "'None' must be the first and only value"));
    } else if (stored(ip) === undefined) {
      for (const problem of isIPAddress(ip)) errors.push(invalid(CLUSTER_IPS.index(i), ip, problem));
    }
  }
  return { errors, hasInvalid: errors.length > 0 };
}

function validateMatch({ clusterIPs = [], ipFamilies = [] }: ServiceSpec): FieldError[] {
  return errorsOfEach(clusterIPs, (ip, i) => {
    const family = ipFamilies[i];
    if (family === undefined || !FAMILIES.includes(family) || (family === 'IPv6') === ip.includes(':')) return [];
    return [invalid(CLUSTER_IPS.index(i), ip, `expected an ${family} value as indicated by \`ipFamilies[${i}]\``)];
  });
}
