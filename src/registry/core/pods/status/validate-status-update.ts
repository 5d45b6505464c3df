import type { Pod } from '../../../../../schemas/core/v1/pod.ts';
import { type FieldError, invalid } from '../../../../apimachinery/field-error.ts';
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
  errors.push(...validatePodAnnotationsUpdate(next, old));
  errors.push(...validatePodConditions(status.conditions, STATUS.child('conditions')));
  errors.push(...validateNominatedNodeName(next, old, STATUS));
  if ((status.observedGeneration ?? 0) < 0) {
    const at = STATUS.child('observedGeneration');
    errors.push(invalid(at, status.observedGeneration, 'must be a non-negative integer'));
  }
  errors.push(...validateImmutableField(status.qosClass, old.status.qosClass, STATUS.child('qosClass')));
  errors.push(...validateContainerRestarts(status, old.status, spec, STATUS));

  const claims = STATUS.child('resourceClaimStatuses');
  const extended = STATUS.child('extendedResourceClaimStatus');
  errors.push(...validateResourceClaimStatuses(status.resourceClaimStatuses, claims, spec));
  errors.push(...validateExtendedResourceClaimStatus(status.extendedResourceClaimStatus, extended, spec));

  errors.push(...validatePodIPs(status, old.status, STATUS));
  errors.push(...validateHostIPs(status, old.status, STATUS));

  const { containerStatuses, initContainerStatuses, ephemeralContainerStatuses } = status;
  const containers = STATUS.child('containerStatuses');
  const initContainers = STATUS.child('initContainerStatuses');
  const ephemeralContainers = STATUS.child('ephemeralContainerStatuses');
  errors.push(...validateContainerUsers(containerStatuses, containers, spec));
  errors.push(...validateContainerUsers(initContainerStatuses, initContainers, spec));
  errors.push(...validateContainerUsers(ephemeralContainerStatuses, ephemeralContainers, spec));
  errors.push(...validateResourceHealth(containerStatuses, containers, () => spec().containers));
  errors.push(...validateResourceHealth(initContainerStatuses, initContainers, () => spec().initContainers));
  errors.push(...validateNoResourceHealth(ephemeralContainerStatuses, ephemeralContainers));
  return errors;
}
