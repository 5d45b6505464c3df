import type { Container } from '../../../../../schemas/core/v1/container.ts';
import {
  duplicate,
  type FieldError,
  invalid,
  notSupported,
  requiredField,
} from '../../../../apimachinery/field-error.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { isDNS1123Label } from '../../../../apimachinery/validation/dns-names.ts';

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];

/** What is wrong with the containers of a pod: there is at least one, and each has a name of its own and an image. */
export function validateContainers(containers: readonly Container[], path: FieldPath): FieldError[] {
  if (containers.length === 0) return [requiredField(path)];
  const names = new Set<string>();
  return containers.flatMap((container, i) => {
    const errors = validateContainer(container, path.index(i));
    if (names.has(container.name)) errors.push(duplicate(path.index(i).child('name'), container.name));
    names.add(container.name);
    return errors;
  });
}

/** Likewise for init containers, which have no name in common with the containers either. */
export function validateInitContainers(
  initContainers: readonly Container[],
  containers: readonly Container[],
  path: FieldPath,
): FieldError[] {
  const names = new Set(containers.map(({ name }) => name));
  return initContainers.flatMap((container, i) => {
    const errors = validateContainer(container, path.index(i));
    const { name } = container;
    if (names.has(name)) errors.push(duplicate(path.index(i).child('name'), name));
    else if (name !== '') names.add(name);
    return errors;
  });
}

function validateContainer({ name, image = '', imagePullPolicy = '' }: Container, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (name === '') errors.push(requiredField(path.child('name')));
  else for (const problem of isDNS1123Label(name)) errors.push(invalid(path.child('name'), name, problem));
  if (image === '') errors.push(requiredField(path.child('image')));
  if (!PULL_POLICIES.includes(imagePullPolicy)) {
    errors.push(notSupported(path.child('imagePullPolicy'), imagePullPolicy, PULL_POLICIES));
  }
  return errors;
}

/** An image's name is not padded; templates of pods may have such names, pods may not. */
export function validateContainerImages(containers: readonly Container[] | undefined, path: FieldPath): FieldError[] {
  return (containers ?? []).flatMap(({ image = '' }, i) =>
    image.trim() === image
      ? []
      : [invalid(path.index(i).child('image'), image, 'must not have leading or trailing whitespace')],
  );
}
