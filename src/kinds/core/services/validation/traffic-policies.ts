import type { ServiceSpec } from '../../../../../schemas/core/v1/service-spec.ts';
import {
  type FieldError,
  invalid,
  invalidNamed,
  notSupported,
  notSupportedText,
  requiredField,
} from '../../../../apimachinery/field-error.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { isValidPortNumber } from '../../../../apimachinery/validation/ports.ts';
import { isExternallyAccessible, needsHealthCheck } from '../service-type.ts';

/** Where traffic may go: anywhere, or to the same node only. */
const TRAFFIC_POLICIES: readonly string[] = ['Cluster', 'Local'];
const DISTRIBUTIONS = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];

/** What is wrong with where a service's traffic may go. `path` is that of the spec. */
export function validateTrafficPolicies(spec: ServiceSpec, path: FieldPath): FieldError[] {
  const { internalTrafficPolicy, trafficDistribution } = spec;
  const errors = [...validateExternalPolicy(spec, path), ...validateHealthCheckPort(spec, path)];
  if (internalTrafficPolicy !== undefined && !TRAFFIC_POLICIES.includes(internalTrafficPolicy)) {
    errors.push(notSupported(path.child('internalTrafficPolicy'), internalTrafficPolicy, TRAFFIC_POLICIES));
  }
  if (trafficDistribution !== undefined && !DISTRIBUTIONS.includes(trafficDistribution)) {
    errors.push(notSupportedText(path.child('trafficDistribution'), trafficDistribution, DISTRIBUTIONS));
  }
  return errors;
}

function validateExternalPolicy(spec: ServiceSpec, path: FieldPath): FieldError[] {
  const { externalTrafficPolicy = '' } = spec;
  const at = path.child('externalTrafficPolicy');
  if (isExternallyAccessible(spec)) {
    return TRAFFIC_POLICIES.includes(externalTrafficPolicy)
      ? []
      : [notSupported(at, externalTrafficPolicy, TRAFFIC_POLICIES)];
  }
  if (externalTrafficPolicy === '') return [];
  return [invalidNamed(at, externalTrafficPolicy, 'may only be set for externally-accessible services')];
}

function validateHealthCheckPort(spec: ServiceSpec, path: FieldPath): FieldError[] {
  const { healthCheckNodePort = 0 } = spec;
  const at = path.child('healthCheckNodePort');
  if (needsHealthCheck(spec)) {
    if (healthCheckNodePort === 0) return [requiredField(at)];
    return isValidPortNumber(healthCheckNodePort).map((problem) => invalid(at, healthCheckNodePort, problem));
  }
  if (healthCheckNodePort === 0) return [];
  const why = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
  return [invalid(at, healthCheckNodePort, why)];
}
