import type { Pod } from '../../../../../schemas/core/v1/pod.ts';
import { type FieldError, invalid } from '../../../../apimachinery/field-error.ts';
import { addErrors } from '../../../../apimachinery/field-errors.ts';
import { FieldPath } from '../../../../apimachinery/field-path.ts';
import { validateImmutableField } from '../../../../apimachinery/validation/immutable-field.ts';
import { validateObjectMetaUpdate } from '../../../../apimachinery/validation/object-meta.ts';
import { validatePodAnnotationsUpdate } from '../annotations.ts';
import { validatePodConditions } from './conditions.ts';
import { validateContainerRestarts } from './container-restart.ts';
import { validateContainerUsers } from './container-user.ts';
import { validateHostIPs } from './host-ips.ts';
import { validateNominatedNodeName } from './nominated-node-name.ts';
import { validatePodIPs } from './pod-ips.ts';
import { validateExtendedResourceClaimStatus, validateResourceClaimStatuses } from './resource-claims.ts';
import { validateNoResourceHealth, validateResourceHealth } from './resource-health.ts';

const STATUS = FieldPath.of('status');

/**
 * What is wrong with replacing the status of `old` by that of `next`, in the order in which kube-apiserver reports it. Phase,
 * ready, restartCount, and statuses of containers that the spec does not have, are not looked at. The spec is read only
 * where a rule needs it.
 */
export function validatePodStatusUpdate(next: Pod, old: Pod): FieldError[] {
  const { status } = next;
  const spec = () => next.spec;
  const errors = validateObjectMetaUpdate(next.metadata, old.metadata);
  addErrors(errors, validatePodAnnotationsUpdate(next, old));
  addErrors(errors, validatePodConditions(status.conditions, STATUS.child('conditions')));
  addErrors(errors, validateNominatedNodeName(next, old, STATUS));
  if ((status.observedGeneration ?? 0) < 0) {
    const at = STATUS.child('observedGeneration');
    errors.push(invalid(at, status.observedGeneration, 'must be a non-negative integer'));
  }
  addErrors(errors, validateImmutableField(status.qosClass, old.status.qosClass, STATUS.child('qosClass')));
  addErrors(errors, validateContainerRestarts(status, old.status, spec, STATUS));

  const claims = STATUS.child('resourceClaimStatuses');
  const extended = STATUS.child('extendedResourceClaimStatus');
  addErrors(errors, validateResourceClaimStatuses(status.resourceClaimStatuses, claims, spec));
  addErrors(errors, validateExtendedResourceClaimStatus(status.extendedResourceClaimStatus, extended, spec));

  addErrors(errors, validatePodIPs(status, old.status, STATUS));
  addErrors(errors, validateHostIPs(status, old.status, STATUS));

  const { containerStatuses, initContainerStatuses, ephemeralContainerStatuses } = status;
  const containers = STATUS.child('containerStatuses');
  const initContainers = STATUS.child('initContainerStatuses');
  const ephemeralContainers = STATUS.child('ephemeralContainerStatuses');
  addErrors(errors, validateContainerUsers(containerStatuses, containers, spec));
  addErrors(errors, validateContainerUsers(initContainerStatuses, initContainers, spec));
  addErrors(errors, validateContainerUsers(ephemeralContainerStatuses, ephemeralContainers, spec));
  addErrors(
    errors,
    validateResourceHealth(containerStatuses, containers, () => spec().containers),
  );
  addErrors(
    errors,
    validateResourceHealth(initContainerStatuses, initContainers, () => spec().initContainers),
  );
  addErrors(errors, validateNoResourceHealth(ephemeralContainerStatuses, ephemeralContainers));
  return errors;
}
