import type { Service } from '../../../../../schemas/core/v1/service.ts';
import type { ServiceSpec } from '../../../../../schemas/core/v1/service-spec.ts';
import { type FieldError, forbidden, invalid } from '../../../../apimachinery/field-error.ts';
import { addErrors } from '../../../../apimachinery/field-errors.ts';
import { FieldPath } from '../../../../apimachinery/field-path.ts';
import { validateObjectMetaUpdate } from '../../../../apimachinery/validation/object-meta.ts';
import { isExternalName, isHeadless, needsHealthCheck } from '../service-type.ts';
import { validateService } from '../validation.ts';
import { validateLoadBalancerClass } from './load-balancer-class.ts';

const SPEC = FieldPath.of('spec');

/** What is wrong with replacing the service `old` by `next`: addresses and what hangs on them stay, once given. */
export function validateServiceUpdate(next: Service, old: Service): FieldError[] {
  const errors = validateObjectMetaUpdate(next.metadata, old.metadata);
  if (!isExternalName(next.spec) && !isExternalName(old.spec)) {
    addErrors(errors, [
      ...validateClusterIPsUpdate(next.spec, old.spec),
      ...validateFamiliesUpdate(next.spec, old.spec),
    ]);
  }
  if (old.spec.type === 'LoadBalancer' && next.spec.type === 'LoadBalancer') {
    addErrors(errors, validateLoadBalancerClass(next.spec, old.spec));
  } else {
    addErrors(errors, validateLoadBalancerClass(next.spec));
  }
  if (
    needsHealthCheck(old.spec) &&
    needsHealthCheck(next.spec) &&
    next.spec.healthCheckNodePort !== old.spec.healthCheckNodePort
  ) {
    errors.push(forbidden(SPEC.child('healthCheckNodePort'), 'field is immutable'));
  }
  addErrors(errors, validateService(next, old));
  return errors;
}

const UNCHANGED = 'may not change once set';

function validateClusterIPsUpdate(next: ServiceSpec, old: ServiceSpec): FieldError[] {
  if (isHeadless(next) && isHeadless(old)) return [];
  const { clusterIPs: now = [], ipFamilyPolicy } = next;
  const { clusterIPs: before = [] } = old;
  const path = SPEC.child('clusterIPs');
  const errors: FieldError[] = [];
  if (now.length === before.length) {
    for (const [i, ip] of before.entries()) if (now[i] !== ip) errors.push(invalid(path.index(i), now, UNCHANGED));
    return errors;
  }
  if (now.length === 0) errors.push(invalid(path.index(0), now, 'primary clusterIP can not be unset'));
  else if (before.length > 0 && now[0] !== before[0]) errors.push(invalid(path.index(0), now, UNCHANGED));
  if (now.length === 1 && before.length > 1 && ipFamilyPolicy !== 'SingleStack') {
    errors.push(mustBeSingle(ipFamilyPolicy, 'clusterIP'));
  }
  return errors;
}

function validateFamiliesUpdate(next: ServiceSpec, old: ServiceSpec): FieldError[] {
  // What has no address may change its families, and what gets or loses one has to.
  if (isHeadless(next) || isHeadless(old)) return [];
  const { ipFamilies: now = [], clusterIPs = [], ipFamilyPolicy } = next;
  const { ipFamilies: before = [] } = old;
  const path = SPEC.child('ipFamilies').index(0);
  const errors: FieldError[] = [];
  if (now.length === before.length) {
    for (const [i, family] of before.entries()) if (now[i] !== family) errors.push(invalid(path, now, UNCHANGED));
    return errors;
  }
  if (now.length < before.length && clusterIPs.length === 0) {
    errors.push(invalid(path, now, 'primary ipFamily can not be unset'));
  }
  if (now.length > 0 && before.length > 0 && now[0] !== before[0]) errors.push(invalid(path, clusterIPs, UNCHANGED));
  if (now.length === 1 && before.length > 1 && ipFamilyPolicy !== 'SingleStack') {
    errors.push(mustBeSingle(ipFamilyPolicy, 'ipFamily'));
  }
  return errors;
}

function mustBeSingle(policy: string | undefined, released: string): FieldError {
  const why = `must be set to 'SingleStack' when releasing the secondary ${released}`;
  return invalid(SPEC.child('ipFamilyPolicy'), policy ?? null, why);
}
