import type { ServiceSpec } from '../../../../../schemas/core/v1/service-spec.ts';
import {
  type FieldError,
  forbidden,
  invalid,
  notSupported,
  requiredField,
} from '../../../../apimachinery/field-error.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';

const AFFINITIES = ['ClientIP', 'None'];
const A_DAY = 86_400;

/** What is wrong with how a service keeps clients with a pod. `path` is that of the spec. */
export function validateSessionAffinity(spec: ServiceSpec, path: FieldPath): FieldError[] {
  const { sessionAffinity = '', sessionAffinityConfig: config } = spec;
  const at = path.child('sessionAffinityConfig');
  switch (sessionAffinity) {
    case 'None':
      return config === undefined ? [] : [forbidden(at, 'must not be set when session affinity is None')];
    case 'ClientIP':
      return validateClientIP(config?.clientIP?.timeoutSeconds, at.child('clientIP').child('timeoutSeconds'));
    default:
      return [notSupported(path.child('sessionAffinity'), sessionAffinity, AFFINITIES)];
  }
}

function validateClientIP(seconds: number | undefined, path: FieldPath): FieldError[] {
  if (seconds === undefined) return [requiredField(path, 'when session affinity type is ClientIP')];
  if (seconds > 0 && seconds <= A_DAY) return [];
  return [invalid(path, seconds, `must be greater than 0 and less than ${A_DAY}`)];
}
