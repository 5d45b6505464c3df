import type { Container } from '../../../../../schemas/core/v1/container.ts';
import type { Pod } from '../../../../../schemas/core/v1/pod.ts';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import type { Toleration } from '../../../../../schemas/core/v1/scheduling.ts';
import { type FieldError, forbidden, invalid, requiredField } from '../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import { FieldPath } from '../../../../apimachinery/field-path.ts';
import { isSemanticallyEqual } from '../../../../apimachinery/semantic-equal.ts';
import { mustBeBetween } from '../../../../apimachinery/validation/messages.ts';
import { validateObjectMetaUpdate } from '../../../../apimachinery/validation/object-meta.ts';
import { validateTolerations } from '../../../../apimachinery/validation/tolerations.ts';
import { validatePodAnnotationsUpdate } from '../annotations.ts';
import { validatePodMetadataAndSpec } from '../validation.ts';
import { validateContainerImages } from './container.ts';
import { withoutGatedChanges } from './gated-pod-update.ts';
import { validateOnlyDeletedSchedulingGates } from './scheduling-gates.ts';

const SPEC = FieldPath.of('spec');
const MOST_SECONDS = 2 ** 31 - 1;

const UPDATABLE = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
];

/** What is wrong with replacing the pod `old` by `next`: but for a few fields its spec is fixed when it is created. */
export function validatePodUpdate(next: Pod, old: Pod): FieldError[] {
  const errors = validateObjectMetaUpdate(next.metadata, old.metadata);
  addErrors(errors, [...validatePodMetadataAndSpec(next, old), ...validatePodAnnotationsUpdate(next, old)]);
  for (const field of ['containers', 'initContainers'] as const) {
    const { [field]: containers = [] } = next.spec;
    if (containers.length !== (old.spec[field]?.length ?? 0)) {
      errors.push(forbidden(SPEC.child(field), 'pod updates may not add or remove containers'));
      return errors;
    }
    addErrors(errors, validateImages(containers, SPEC.child(field)));
  }
  const deadline = validateDeadline(next.spec, old.spec);
  addErrors(errors, deadline.errors);
  if (deadline.stop) return errors;
  addErrors(errors, validateAddedTolerations(next.spec, old.spec));
  addErrors(errors, validateOnlyDeletedSchedulingGates(next.spec, old.spec, SPEC.child('schedulingGates')));
  if (isSemanticallyEqual(next.spec, old.spec)) return errors;

  const rest = withoutGatedChanges(withoutAllowedChanges(next.spec, old.spec), old.spec, SPEC);
  addErrors(errors, rest.errors);
  if (!isSemanticallyEqual(rest.spec, old.spec)) {
    errors.push(forbidden(SPEC, `pod updates may not change fields other than ${UPDATABLE.join(',')}`));
  }
  return errors;
}

function validateImages(containers: readonly Container[], path: FieldPath): FieldError[] {
  return errorsOfEach(containers, (container, i) => [
    ...((container.image ?? '') === '' ? [requiredField(path.index(i).child('image'))] : []),
    ...validateContainerImages([container], path).map((error) => ({
      ...error,
      field: `${path.index(i).child('image')}`,
    })),
  ]);
}

/** A deadline may be set and brought forward, but neither put off nor taken away. */
function validateDeadline(next: PodSpec, old: PodSpec): { errors: FieldError[]; stop: boolean } {
  const path = SPEC.child('activeDeadlineSeconds');
  const { activeDeadlineSeconds: seconds } = next;
  const { activeDeadlineSeconds: before } = old;
  if (seconds === undefined) {
    if (before === undefined) return { errors: [], stop: false };
    return { errors: [invalid(path, null, 'must not update from a positive integer to nil value')], stop: false };
  }
  if (seconds < 0 || seconds > MOST_SECONDS) {
    return { errors: [invalid(path, seconds, mustBeBetween(0, MOST_SECONDS))], stop: true };
  }
  if (before !== undefined && before < seconds) {
    return { errors: [invalid(path, seconds, 'must be less than or equal to previous value')], stop: true };
  }
  return { errors: [], stop: false };
}

/** Tolerations may be added, and their seconds changed. */
function validateAddedTolerations({ tolerations = [] }: PodSpec, old: PodSpec): FieldError[] {
  const path = SPEC.child('tolerations');
  if (isSemanticallyEqual(tolerations, old.tolerations)) return validateTolerations(tolerations, path);
  const there = new Set(tolerations.map(withoutSeconds));
  const kept = (old.tolerations ?? []).every((toleration) => there.has(withoutSeconds(toleration)));
  if (kept) return validateTolerations(tolerations, path);
  return [forbidden(path, 'existing toleration can not be modified except its tolerationSeconds')];
}

/** A text that tolerations have in common which are the same but for their seconds. */
function withoutSeconds({ key, operator, value, effect }: Toleration): string {
  return JSON.stringify([key, operator, value, effect]);
}

/** The spec with everything as in `old` that may be changed in any pod. */
function withoutAllowedChanges(next: PodSpec, old: PodSpec): PodSpec {
  const spec: PodSpec = {
    ...next,
    containers: withImagesOf(next.containers, old.containers),
    ...(next.initContainers && { initContainers: withImagesOf(next.initContainers, old.initContainers) }),
  };
  restore(spec, old, 'activeDeadlineSeconds');
  restore(spec, old, 'schedulingGates');
  restore(spec, old, 'tolerations');
  const { terminationGracePeriodSeconds: before } = old;
  if (before !== undefined && before < 0 && next.terminationGracePeriodSeconds === 1) {
    spec.terminationGracePeriodSeconds = before;
  }
  return spec;
}

function withImagesOf(containers: readonly Container[], old: readonly Container[] = []): Container[] {
  return containers.map((container, i) => {
    const copy = { ...container };
    const image = old[i]?.image;
    if (image === undefined) delete copy.image;
    else copy.image = image;
    return copy;
  });
}

function restore<K extends 'activeDeadlineSeconds' | 'schedulingGates' | 'tolerations'>(
  spec: Pick<PodSpec, K>,
  old: Pick<PodSpec, K>,
  field: K,
): void {
  if (old[field] === undefined) delete spec[field];
  else spec[field] = old[field];
}
