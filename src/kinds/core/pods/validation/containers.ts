import type { Container } from '../../../../../schemas/core/v1/container.ts';
import { duplicate, type FieldError, forbidden, requiredField } from '../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { type PodContext, validateContainer } from './container.ts';
import { validateLifecycle } from './handlers.ts';
import { validateUniqueHostPorts } from './ports.ts';
import { validateProbes } from './probes.ts';
import { validateInitContainerResizePolicy } from './resize-policy.ts';
import { validateContainerRestartPolicy, validateInitContainerRestartPolicy } from './restart-policy.ts';

/** What is wrong with the containers of a pod: there is at least one, and each has a name of its own. */
export function validateContainers(
  containers: readonly Container[],
  context: PodContext,
  path: FieldPath,
): FieldError[] {
  if (containers.length === 0) return [requiredField(path)];
  const names = new Set<string>();
  const errors = errorsOfEach(containers, (container, i) => {
    const at = path.index(i);
    const wrong = validateContainer(container, context, at);
    if (names.has(container.name)) wrong.push(duplicate(at.child('name'), container.name));
    names.add(container.name);
    addErrors(wrong, [...validateCare(container, context, at), ...validateContainerRestartPolicy(container, at)]);
    return wrong;
  });
  return [...errors, ...validateUniqueHostPorts(containers, path)];
}

/** Likewise for init containers, which have no name in common with the containers either; only sidecars are cared for. */
export function validateInitContainers(
  initContainers: readonly Container[],
  containers: readonly Container[],
  context: PodContext,
  path: FieldPath,
): FieldError[] {
  const names = new Set(containers.map(({ name }) => name));
  return errorsOfEach(initContainers, (container, i) => {
    const { name } = container;
    const at = path.index(i);
    const errors = validateContainer(container, context, at);
    addErrors(errors, validateInitContainerRestartPolicy(container, at));
    if (names.has(name)) errors.push(duplicate(at.child('name'), name));
    else if (name !== '') names.add(name);
    // Init containers run one after another, so each is looked at alone, and as the first.
    addErrors(errors, validateUniqueHostPorts([container], path));
    if (container.restartPolicy === 'Always') {
      addErrors(errors, validateCare(container, context, at));
    } else {
      addErrors(errors, validateNoCare(container, at));
      addErrors(errors, validateInitContainerResizePolicy(container, at.child('resizePolicy')));
    }
    return errors;
  });
}

/** Hooks and probes of what goes on running. */
function validateCare(container: Container, { gracePeriod }: PodContext, path: FieldPath): FieldError[] {
  const { lifecycle } = container;
  return [
    ...(lifecycle === undefined ? [] : validateLifecycle(lifecycle, gracePeriod, path.child('lifecycle'))),
    ...validateProbes(container, gracePeriod, path),
  ];
}

const CARE = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const;

function validateNoCare(container: Container, path: FieldPath): FieldError[] {
  return errorsOfEach(CARE, (field) =>
    container[field] === undefined
      ? []
      : [forbidden(path.child(field), 'may not be set for init containers without restartPolicy=Always')],
  );
}
