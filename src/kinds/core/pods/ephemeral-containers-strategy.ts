import type { EphemeralContainer } from '../../../../schemas/core/v1/container.ts';
import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import { type FieldError, forbidden } from '../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../apimachinery/field-errors.ts';
import { FieldPath, WHOLE_OBJECT } from '../../../apimachinery/field-path.ts';
import { firstBy, nameOf } from '../../../apimachinery/first-by.ts';
import { isSemanticallyEqual } from '../../../apimachinery/semantic-equal.ts';
import { validateObjectMetaUpdate } from '../../../apimachinery/validation/object-meta.ts';
import type { UpdateStrategy } from '../../../registry/definition/strategy.ts';
import { isMirrorPod, validatePodAnnotationsUpdate } from './annotations.ts';
import { dropDisabledSpecFields } from './disabled-spec-fields.ts';
import { countGeneration } from './generation.ts';
import { restoreMetadata } from './restore-metadata.ts';
import { podStrategy } from './strategy.ts';
import { validatePodMetadataAndSpec } from './validation.ts';

const EPHEMERAL_CONTAINERS = FieldPath.of('spec').child('ephemeralContainers');

/** The subresource pods/ephemeralcontainers: adds containers to a pod to look at the others with, and changes nothing else. */
export const podEphemeralContainersStrategy: UpdateStrategy<Pod> = {
  ...podStrategy,
  keptFields: [],

  prepareForUpdate(next, old) {
    const { ephemeralContainers } = next.spec;
    next.spec = { ...old.spec };
    next.status = old.status;
    if (ephemeralContainers === undefined) delete next.spec.ephemeralContainers;
    else next.spec.ephemeralContainers = ephemeralContainers;
    restoreMetadata(next.metadata, old.metadata);
    dropDisabledSpecFields(next.spec);
    countGeneration(next, old);
  },

  validateUpdate(next, old) {
    // Nobody but its kubelet knows what a static pod has (kubernetes/kubernetes#113935).
    if (isMirrorPod(old)) return [forbidden(WHOLE_OBJECT, 'static pods do not support ephemeral containers')];
    const { ephemeralContainers } = next.spec;
    return [
      ...validateObjectMetaUpdate(next.metadata, old.metadata),
      ...validatePodMetadataAndSpec(next, old),
      ...validatePodAnnotationsUpdate(next, old),
      ...validateOnlyAdded(ephemeralContainers, old.spec.ephemeralContainers),
    ];
  },
};

/** Those that are there stay as they are, in whatever order. */
function validateOnlyAdded(
  next: readonly EphemeralContainer[] = [],
  old: readonly EphemeralContainer[] = [],
): FieldError[] {
  const last = firstBy(next.toReversed(), nameOf);
  return errorsOfEach(old, (before) => {
    const after = last(before.name);
    const what = `existing ephemeral containers "${before.name}" may not be`;
    // The newline is kube-apiserver's.
    if (after === undefined) return [forbidden(EPHEMERAL_CONTAINERS, `${what} removed\n`)];
    return isSemanticallyEqual(after, before) ? [] : [forbidden(EPHEMERAL_CONTAINERS, `${what} changed`)];
  });
}
