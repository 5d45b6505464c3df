import type { Container } from '../../../../../schemas/core/v1/container.ts';
import { Pod } from '../../../../../schemas/core/v1/pod.ts';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { decodeObject } from '../../../../../src/apimachinery/decode/decode-object.ts';
import { podStrategy } from '../../../../../src/kinds/core/pods/strategy.ts';
import { validatePodCreate } from '../../../../../src/kinds/core/pods/validation.ts';
import { container, pod } from '../objects.ts';

/** What kube-apiserver would say of a new pod with this spec, each error as `field: message`. */
export function specErrors(spec: Partial<PodSpec>): string[] {
  return validatePodCreate(pod({ spec })).map(({ field, message }) => `${field}: ${message}`);
}

/** Likewise of one container, without the path of the container. */
export function containerErrors(members: Partial<Container>, spec: Partial<PodSpec> = {}): string[] {
  return specErrors({ containers: [container('main', members)], ...spec }).map((error) =>
    error.replace(/^spec\.containers\[0\]\./, ''),
  );
}

/** Likewise of one volume as a client writes it, decoded and completed first, without the path of the volume. */
export function postedVolumeErrors(source: object): string[] {
  const spec = {
    containers: [{ name: 'main', image: 'registry.example/app:1.0' }],
    serviceAccountName: 'robot',
    volumes: [{ name: 'v', ...source }],
  };
  const text = JSON.stringify({ metadata: { name: 'p', namespace: 'default' }, spec });
  const { object } = decodeObject(Pod, { group: '', version: 'v1', kind: 'Pod' }, text, { fieldValidation: 'Strict' });
  podStrategy.setDefaults?.(object);
  podStrategy.prepareForCreate(object);
  return podStrategy
    .validate(object)
    .map(({ field, message }) => `${field}: ${message}`.replace(/^spec\.volumes\[0\]\.?/, ''));
}
