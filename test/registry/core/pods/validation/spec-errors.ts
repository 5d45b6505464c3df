import type { Container } from '../../../../../schemas/core/v1/container.ts';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import type { Volume } from '../../../../../schemas/core/v1/volumes/volume.ts';
import { validatePodCreate } from '../../../../../src/registry/core/pods/validation.ts';
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

/** Likewise of one volume, without the path of the volume. */
export function volumeErrors(source: Omit<Volume, 'name'>): string[] {
  return specErrors({ volumes: [{ name: 'v', ...source }], serviceAccountName: 'robot' }).map((error) =>
    error.replace(/^spec\.volumes\[0\]\.?/, ''),
  );
}
