import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import { type FieldError, forbidden } from '../../../apimachinery/field-error.ts';
import { addErrors } from '../../../apimachinery/field-errors.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { nameIsDNSSubdomain } from '../../../apimachinery/validation/names.ts';
import { validateObjectMeta } from '../../../apimachinery/validation/object-meta.ts';
import { validatePodAnnotations } from './annotations.ts';
import { validateContainerImages } from './validation/container.ts';
import { validatePodSpec, validateTokenVolumes } from './validation/pod-spec.ts';
import { validateProfileAnnotations } from './validation/profile-annotations.ts';

const SPEC = FieldPath.of('spec');

/** What is wrong with a new pod. */
export function validatePodCreate(pod: Pod): FieldError[] {
  const errors = validatePodMetadataAndSpec(pod);
  const { ephemeralContainers, nodeName = '', schedulingGates } = pod.spec;
  if (ephemeralContainers !== undefined) {
    errors.push(forbidden(SPEC.child('ephemeralContainers'), 'cannot be set on create'));
  }
  if (nodeName !== '' && schedulingGates !== undefined) {
    errors.push(forbidden(SPEC.child('nodeName'), 'cannot be set until all schedulingGates have been cleared'));
  }
  addErrors(errors, validateProfileAnnotations(pod, SPEC));
  return errors;
}

/** What is wrong with the metadata and the spec of a pod, new or updated; `old` is the pod that it replaces. */
export function validatePodMetadataAndSpec(pod: Pod, old?: Pod): FieldError[] {
  const { metadata, spec } = pod;
  return [
    ...validateObjectMeta(metadata, true, nameIsDNSSubdomain),
    ...validatePodAnnotations(metadata.annotations, () => spec, old?.metadata.annotations),
    ...validatePodSpec(spec, metadata, SPEC, old?.spec),
    ...validateTokenVolumes(spec, SPEC),
    ...validateContainerImages(spec.containers, SPEC.child('containers')),
    ...validateContainerImages(spec.initContainers, SPEC.child('initContainers')),
  ];
}
