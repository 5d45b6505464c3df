import type { Container } from '../../../../../schemas/core/v1/container.ts';
import type { Pod } from '../../../../../schemas/core/v1/pod.ts';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { type FieldError, forbidden, invalid } from '../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import { FieldPath, WHOLE_OBJECT } from '../../../../apimachinery/field-path.ts';
import { isSemanticallyEqual } from '../../../../apimachinery/semantic-equal.ts';
import { validateObjectMetaUpdate } from '../../../../apimachinery/validation/object-meta.ts';
import { isMirrorPod } from '../annotations.ts';
import { computeQosClass } from '../qos-class.ts';
import { validatePodMetadataAndSpec } from '../validation.ts';
import { validateNothingRemoved, withoutComputeChanges } from './resize-resources.ts';

const SPEC = FieldPath.of('spec');
const LISTS = ['containers', 'initContainers'] as const;
const ONLY_COMPUTE = 'only cpu and memory resources are mutable';

/** What is wrong with a resize of the pod `old` to `next`: only CPU and memory change, and never so that the QoS class does. */
export function validatePodResize(next: Pod, old: Pod): FieldError[] {
  if (isMirrorPod(old)) return [forbidden(WHOLE_OBJECT, 'static pods cannot be resized')];
  if (old.spec.os?.name === 'windows') return [forbidden(WHOLE_OBJECT, 'windows pods cannot be resized')];
  const errors = validateObjectMetaUpdate(next.metadata, old.metadata);
  addErrors(errors, validatePodMetadataAndSpec(next, old));
  if ((old.status.qosClass || computeQosClass(old.spec)) !== computeQosClass(next.spec)) {
    errors.push(invalid(SPEC, next.status.qosClass ?? '', 'Pod QOS Class may not change as a result of resizing'));
  }
  if (!isSupported(old)) errors.push(forbidden(SPEC, 'Pod running on node without support for resize'));
  addErrors(errors, validatePodLevel(next.spec, old.spec));
  if ((old.status.nodeAllocatableResourceClaimStatuses ?? []).length > 0) {
    errors.push(forbidden(SPEC, 'pods with node allocatable resource claims cannot be resized'));
  }
  const moved = errorsOfEach(LISTS, (list) => validateSameContainers(next.spec[list], old.spec[list], list));
  if (moved.length > 0) return [...errors, ...moved];

  for (const list of ['initContainers', 'containers'] as const) {
    for (const [i, container] of (old.spec[list] ?? []).entries()) {
      const at = SPEC.child(list).index(i).child('resources');
      addErrors(errors, validateNothingRemoved(next.spec[list]?.[i]?.resources, container.resources, at, 'resource'));
    }
  }
  addErrors(errors, validateContainers(next.spec.containers, old.spec.containers));
  addErrors(errors, validateInitContainers(next.spec.initContainers, old.spec.initContainers));
  return errors.length > 0 || isSemanticallyEqual(withoutChanges(next.spec, old.spec), old.spec)
    ? errors
    : [forbidden(SPEC, ONLY_COMPUTE)];
}

/** Whether the node can resize: the first container that runs says what it runs with. Where none runs nothing speaks against it. */
function isSupported({ status }: Pod): boolean {
  const running = status.containerStatuses?.find(({ state }) => state.running !== undefined);
  return running === undefined || running.resources !== undefined;
}

function validatePodLevel(next: PodSpec, old: PodSpec): FieldError[] {
  if (!hasAmounts(next) && !hasAmounts(old)) return [];
  const at = SPEC.child('resources');
  if (old.resources !== undefined && next.resources === undefined) {
    return [forbidden(at, 'pod-level resources cannot be removed')];
  }
  const errors = validateNothingRemoved(next.resources, old.resources ?? {}, at, 'pod-level resource');
  if (!isSemanticallyEqual(withoutPodLevelChanges(next, old), old.resources)) {
    errors.push(forbidden(SPEC, `${ONLY_COMPUTE} at pod-level`));
  }
  return errors;
}

function hasAmounts({ resources }: PodSpec): boolean {
  return Object.keys({ ...resources?.requests, ...resources?.limits }).length > 0;
}

function withoutPodLevelChanges({ resources }: PodSpec, old: PodSpec): PodSpec['resources'] {
  if (resources === undefined) return undefined;
  const { claims } = resources;
  const amounts = withoutComputeChanges(resources, old.resources ?? {});
  if (old.resources === undefined && Object.keys(amounts).length === 0 && claims === undefined) return undefined;
  return claims === undefined ? amounts : { ...amounts, claims };
}

function validateSameContainers(
  next: readonly Container[] = [],
  old: readonly Container[] = [],
  list: (typeof LISTS)[number],
): FieldError[] {
  if (next.length !== old.length) return [forbidden(SPEC.child(list), `${list} may not be added or removed on resize`)];
  return errorsOfEach(old, ({ name }, i) =>
    next[i]?.name === name
      ? []
      : [forbidden(SPEC.child(list).index(i).child('name'), `${list} may not be renamed or reordered on resize`)],
  );
}

function validateContainers(next: readonly Container[], old: readonly Container[]): FieldError[] {
  return errorsOfEach(next, (container, i) =>
    isSemanticallyEqual(withoutContainerChanges(container, old[i]), old[i]) ? [] : [forbidden(SPEC, ONLY_COMPUTE)],
  );
}

function validateInitContainers(next: readonly Container[] = [], old: readonly Container[] = []): FieldError[] {
  return errorsOfEach(next, (container, i) => {
    const at = SPEC.child('initContainers').index(i);
    const errors: FieldError[] = [];
    if (!isSemanticallyEqual(withoutContainerChanges(container, old[i]), old[i])) {
      errors.push(forbidden(at, 'only cpu and memory resources for init or sidecar containers are mutable'));
    }
    const restarts = container.resizePolicy?.some(({ restartPolicy }) => restartPolicy === 'RestartContainer') === true;
    if (restarts && container.restartPolicy !== 'Always' && !isSemanticallyEqual(container, old[i])) {
      const why = 'non-sidecar init containers with a resize policy of RestartContainer cannot be resized';
      errors.push(forbidden(at, why));
    }
    return errors;
  });
}

/** The container with CPU and memory as in `old`. What it claims of devices does not go with a resize. */
function withoutContainerChanges(container: Container, old: Container | undefined): Container {
  return { ...container, resources: withoutComputeChanges(container.resources, old?.resources ?? {}) };
}

function withoutChanges(next: PodSpec, old: PodSpec): PodSpec {
  const { containers, initContainers } = next;
  const spec: PodSpec = {
    ...next,
    containers: containers.map((one, i) => withoutContainerChanges(one, old.containers[i])),
  };
  if (initContainers !== undefined) {
    spec.initContainers = initContainers.map((one, i) => withoutContainerChanges(one, old.initContainers?.[i]));
  }
  const resources = hasAmounts(next) || hasAmounts(old) ? withoutPodLevelChanges(next, old) : next.resources;
  if (resources === undefined) delete spec.resources;
  else spec.resources = resources;
  return spec;
}
