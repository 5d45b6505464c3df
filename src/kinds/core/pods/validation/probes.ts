import type { Container, EphemeralContainer } from '../../../../../schemas/core/v1/container.ts';
import type { Probe } from '../../../../../schemas/core/v1/probe.ts';
import { type FieldError, invalid } from '../../../../apimachinery/field-error.ts';
import { addErrors } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { validateNotNegative } from '../../../../apimachinery/validation/fields.ts';
import { type GracePeriod, validateHandler } from './handlers.ts';

/** What is wrong with the probes of a container: only readiness may need several successes. */
export function validateProbes(
  { livenessProbe, readinessProbe, startupProbe }: Container | EphemeralContainer,
  gracePeriod: GracePeriod,
  path: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  const liveness = path.child('livenessProbe');
  if (livenessProbe !== undefined) {
    addErrors(errors, [
      ...validateProbe(livenessProbe, gracePeriod, liveness),
      ...validateOneSuccess(livenessProbe, liveness),
    ]);
  }
  const readiness = path.child('readinessProbe');
  if (readinessProbe !== undefined) {
    addErrors(errors, validateProbe(readinessProbe, gracePeriod, readiness));
    const { terminationGracePeriodSeconds: seconds } = readinessProbe;
    if (seconds !== undefined) {
      const at = readiness.child('terminationGracePeriodSeconds');
      errors.push(invalid(at, seconds, 'must not be set for readinessProbes'));
    }
  }
  const startup = path.child('startupProbe');
  if (startupProbe !== undefined) {
    addErrors(errors, [
      ...validateProbe(startupProbe, gracePeriod, startup),
      ...validateOneSuccess(startupProbe, startup),
    ]);
  }
  return errors;
}

function validateOneSuccess({ successThreshold = 0 }: Probe, path: FieldPath): FieldError[] {
  return successThreshold === 1 ? [] : [invalid(path.child('successThreshold'), successThreshold, 'must be 1')];
}

function validateProbe(probe: Probe, gracePeriod: GracePeriod, path: FieldPath): FieldError[] {
  const errors = validateHandler(probe, gracePeriod, path);
  for (const field of COUNTS) addErrors(errors, validateNotNegative(probe[field], path.child(field)));
  const { terminationGracePeriodSeconds: seconds } = probe;
  if (seconds !== undefined && seconds <= 0) {
    errors.push(invalid(path.child('terminationGracePeriodSeconds'), seconds, 'must be greater than 0'));
  }
  return errors;
}

const COUNTS = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;
