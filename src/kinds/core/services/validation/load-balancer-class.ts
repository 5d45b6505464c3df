import type { ServiceSpec } from '../../../../../schemas/core/v1/service-spec.ts';
import { type FieldError, forbidden, invalid } from '../../../../apimachinery/field-error.ts';
import { FieldPath } from '../../../../apimachinery/field-path.ts';
import { isQualifiedName } from '../../../../apimachinery/validation/qualified-name.ts';

const PATH = FieldPath.of('spec').child('loadBalancerClass');

/** What is wrong with the class of load balancer that a service asks for, which a load balancer keeps as it is. */
export function validateLoadBalancerClass(
  { type, loadBalancerClass }: ServiceSpec,
  old?: Pick<ServiceSpec, 'type' | 'loadBalancerClass'>,
): FieldError[] {
  if (type !== 'LoadBalancer') {
    return loadBalancerClass === undefined ? [] : [forbidden(PATH, "may only be used when `type` is 'LoadBalancer'")];
  }
  const errors: FieldError[] = [];
  if (old?.type === 'LoadBalancer' && old.loadBalancerClass !== loadBalancerClass) {
    errors.push(invalid(PATH, loadBalancerClass ?? null, 'may not change once set'));
  }
  for (const problem of loadBalancerClass === undefined ? [] : isQualifiedName(loadBalancerClass)) {
    errors.push(invalid(PATH, loadBalancerClass, problem));
  }
  return errors;
}
