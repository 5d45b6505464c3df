import type { EphemeralContainer } from '../../../../../schemas/core/v1/container.ts';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { duplicate, type FieldError, forbidden, notFoundValue } from '../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { type PodContext, validateContainer, validateContainerImages } from './container.ts';

/** What a container may not have that a pod must be able to do without. */
const NOT_ALLOWED = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
] as const;

/** What is wrong with ephemeral containers: they are there to look at the others, and the pod does not rely on them. */
export function validateEphemeralContainers(spec: PodSpec, context: PodContext, path: FieldPath): FieldError[] {
  const { ephemeralContainers = [], containers, initContainers = [] } = spec;
  const targets = new Set([...containers, ...initContainers].map(({ name }) => name));
  const names = new Set(targets);
  return errorsOfEach(ephemeralContainers, (container, i) => {
    const { name, targetContainerName = '' } = container;
    const at = path.index(i);
    const errors = validateContainer(container, context, at);
    addErrors(
      errors,
      validateContainerImages([container], path).map((error) => ({ ...error, field: `${at}.image` })),
    );
    if (names.has(name)) errors.push(duplicate(at.child('name'), name));
    names.add(name);
    if (targetContainerName !== '' && !targets.has(targetContainerName)) {
      errors.push(notFoundValue(at.child('targetContainerName'), targetContainerName));
    }
    addErrors(errors, validateAllowedFields(container, at));
    for (const [j, { subPath = '', subPathExpr = '' }] of (container.volumeMounts ?? []).entries()) {
      const mount = at.child('volumeMounts').index(j);
      if (subPath !== '') errors.push(forbidden(mount.child('subPath'), NOT_EPHEMERAL));
      if (subPathExpr !== '') errors.push(forbidden(mount.child('subPathExpr'), NOT_EPHEMERAL));
    }
    return errors;
  });
}

const NOT_EPHEMERAL = 'cannot be set for an Ephemeral Container';

function validateAllowedFields(container: EphemeralContainer, path: FieldPath): FieldError[] {
  return errorsOfEach(NOT_ALLOWED, (field) => {
    const value = container[field];
    // Resources are always there, mostly without anything in them.
    const set = field === 'resources' ? Object.values(container.resources).some(isSet) : isSet(value);
    return set ? [forbidden(path.child(field), NOT_EPHEMERAL)] : [];
  });
}

function isSet(value: unknown): boolean {
  return value !== undefined;
}
