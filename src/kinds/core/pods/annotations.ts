import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import type { PodSpec } from '../../../../schemas/core/v1/pod-spec.ts';
import { type FieldError, forbidden, invalid } from '../../../apimachinery/field-error.ts';
import { addErrors } from '../../../apimachinery/field-errors.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { firstBy, nameOf } from '../../../apimachinery/first-by.ts';
import { goQuote } from '../../../apimachinery/go-quote.ts';
import { validateTolerationsAnnotation } from './validation/tolerations-annotation.ts';

const ANNOTATIONS = FieldPath.of('metadata').child('annotations');

/** Marks the copy in the API of a pod that the kubelet runs from a file of its own. */
const MIRROR = 'kubernetes.io/config.mirror';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
/** The annotation that names the seccomp profile of a pod. */
export const SECCOMP_POD_ANNOTATION = 'seccomp.security.alpha.kubernetes.io/pod';
/** What the keys of the annotations begin with that name the seccomp profile of a container. */
export const SECCOMP_CONTAINER_ANNOTATION = 'container.seccomp.security.alpha.kubernetes.io/';
/** What the keys of the annotations begin with that name a container's AppArmor profile. */
export const APP_ARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

type Annotations = Readonly<Record<string, string>>;
const NONE: Annotations = {};

/**
 * What is wrong with annotations that mean something to Kubernetes. `spec` is read only where one of them is about it.
 * A deletion cost that is no number may stay where `old` has such a one.
 */
export function validatePodAnnotations(
  annotations: Annotations = NONE,
  spec: () => PodSpec,
  old?: Annotations,
  path = ANNOTATIONS,
): FieldError[] {
  const errors: FieldError[] = [];
  const mirror = annotations[MIRROR];
  if (mirror !== undefined && (spec().nodeName ?? '') === '') {
    errors.push(invalid(path.key(MIRROR), mirror, 'must set spec.nodeName if mirror pod annotation is set'));
  }
  addErrors(errors, validateTolerationsAnnotation(annotations, path));
  const cost = annotations[DELETION_COST];
  if (cost !== undefined && !isInt32(cost) && (old?.[DELETION_COST] === undefined || isInt32(old[DELETION_COST]))) {
    errors.push(invalid(path.key(DELETION_COST), cost, 'must be a 32bit integer'));
  }
  const pod = annotations[SECCOMP_POD_ANNOTATION];
  if (pod !== undefined) addErrors(errors, validateSeccompProfile(path.child(SECCOMP_POD_ANNOTATION), pod));
  for (const key in annotations) {
    if (key.startsWith(SECCOMP_CONTAINER_ANNOTATION))
      addErrors(errors, validateSeccompProfile(path.child(key), annotations[key] ?? ''));
  }
  let containerOf: ContainerByName | undefined;
  for (const key in annotations) {
    if (!key.startsWith(APP_ARMOR_ANNOTATION)) continue;
    containerOf ??= containersByName(spec());
    addErrors(errors, validateAppArmor(key, annotations[key] ?? '', containerOf, path.key(key)));
  }
  return errors;
}

/** Whether a pod is the copy of one that its kubelet runs from a file of its own (a static pod). */
export function isMirrorPod({ metadata }: Pick<Pod, 'metadata'>): boolean {
  return metadata.annotations?.[MIRROR] !== undefined;
}

/** What is wrong with replacing the annotations of `old` by those of `next`: some are fixed when the pod is created. */
export function validatePodAnnotationsUpdate(next: Pod, old: Pod): FieldError[] {
  const { annotations = NONE } = next.metadata;
  const { annotations: stored = NONE } = old.metadata;
  const errors: FieldError[] = [];
  for (const key in stored) {
    if (annotations[key] !== stored[key]) addErrors(errors, fixed(key, 'may not remove or update'));
  }
  for (const key in annotations) {
    if (stored[key] === undefined) addErrors(errors, fixed(key, 'may not add'));
  }
  addErrors(
    errors,
    validatePodAnnotations(annotations, () => next.spec, stored),
  );
  return errors;
}

function fixed(key: string, mayNot: string): FieldError[] {
  if (key.startsWith(APP_ARMOR_ANNOTATION)) return [forbidden(ANNOTATIONS.key(key), `${mayNot} AppArmor annotations`)];
  return key === MIRROR ? [forbidden(ANNOTATIONS.key(key), `${mayNot} mirror pod annotation`)] : [];
}

function isInt32(text: string): boolean {
  // Numbers are not written with a plus sign or leading zeros here.
  return /^(0|-?[1-9]\d{0,9}|-0+\d{0,9})$/.test(text) && Number(text) === (Number(text) | 0);
}

function validateSeccompProfile(at: FieldPath, profile: string): FieldError[] {
  if (profile === 'runtime/default' || profile === 'docker/default' || profile === 'unconfined') return [];
  const LOCAL = 'localhost/';
  if (!profile.startsWith(LOCAL)) return [invalid(at, profile, 'must be a valid seccomp profile')];
  const file = profile.slice(LOCAL.length);
  const errors: FieldError[] = [];
  if (file.startsWith('/')) errors.push(invalid(at, file, 'must be a relative path'));
  if (file.split('/').includes('..')) errors.push(invalid(at, file, "must not contain '..'"));
  return errors;
}

type ContainerByName = (name: string) => unknown;

function containersByName({ initContainers = [], containers, ephemeralContainers = [] }: PodSpec): ContainerByName {
  return firstBy([...initContainers, ...containers, ...ephemeralContainers], nameOf);
}

function validateAppArmor(key: string, profile: string, containerOf: ContainerByName, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const name = key.slice(APP_ARMOR_ANNOTATION.length);
  if (containerOf(name) === undefined) {
    errors.push(invalid(at, name, 'container not found'));
  }
  const known = profile === '' || profile === 'runtime/default' || profile === 'unconfined';
  if (!known && !profile.startsWith('localhost/')) {
    errors.push(invalid(at, profile, `invalid AppArmor profile name: ${goQuote(profile)}`));
  }
  return errors;
}
