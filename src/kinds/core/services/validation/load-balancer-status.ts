import type { Service } from '../../../../../schemas/core/v1/service.ts';
import type { LoadBalancerIngress, LoadBalancerStatus } from '../../../../../schemas/core/v1/service-status.ts';
import {
  type FieldError,
  forbidden,
  invalid,
  notSupported,
  requiredField,
} from '../../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import { FieldPath } from '../../../../apimachinery/field-path.ts';
import { parseIPAddress } from '../../../../apimachinery/ip-address.ts';
import { isDNS1123Subdomain } from '../../../../apimachinery/validation/dns-names.ts';
import { isIPAddress } from '../../../../apimachinery/validation/ip-addresses.ts';

const INGRESS = FieldPath.of('status').child('loadBalancer').child('ingress');
const MODES = ['Proxy', 'VIP'];

/** What is wrong with the load balancer in the status that a service is to have; `old` is the service. */
export function validateLoadBalancerStatus({ ingress = [] }: LoadBalancerStatus, old: Service): FieldError[] {
  if (ingress.length > 0 && old.spec.type !== 'LoadBalancer') {
    return [forbidden(INGRESS, "may only be used when `spec.type` is 'LoadBalancer'")];
  }
  const known = new Set((old.status.loadBalancer.ingress ?? []).map(({ ip }) => ip));
  return errorsOfEach(ingress, (point, i) => validateIngress(point, known, INGRESS.index(i)));
}

function validateIngress(
  { ip = '', ipMode, hostname = '' }: LoadBalancerIngress,
  known: ReadonlySet<string | undefined>,
  path: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  if (ip !== '' && !known.has(ip)) {
    for (const problem of isIPAddress(ip)) errors.push(invalid(path.child('ip'), ip, problem));
  }
  const mode = path.child('ipMode');
  if (ipMode === undefined) {
    if (ip !== '') errors.push(requiredField(mode, 'must be specified when `ip` is set'));
  } else if (ip === '') {
    errors.push(forbidden(mode, 'may not be specified when `ip` is not set'));
  } else if (!MODES.includes(ipMode)) {
    errors.push(notSupported(mode, ipMode, MODES));
  }
  if (hostname !== '') {
    for (const problem of isDNS1123Subdomain(hostname)) errors.push(invalid(path.child('hostname'), hostname, problem));
    if (parseIPAddress(hostname) !== undefined) {
      errors.push(invalid(path.child('hostname'), hostname, 'must be a DNS name, not an IP address'));
    }
  }
  return errors;
}
