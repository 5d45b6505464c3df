import type { Container, EphemeralContainer } from '../../../../schemas/core/v1/container.ts';
import type { PodSpec } from '../../../../schemas/core/v1/pod-spec.ts';
import type { FieldPath } from '../../../apimachinery/field-path.ts';

/** The containers of all sorts, with their places, in the order in which they start: init, plain, ephemeral. */
export function containersWithPaths(
  { initContainers = [], containers, ephemeralContainers = [] }: PodSpec,
  path: FieldPath,
): (readonly [Container | EphemeralContainer, FieldPath])[] {
  const placed = (list: readonly (Container | EphemeralContainer)[], field: string) =>
    list.map((container, i) => [container, path.child(field).index(i)] as const);
  return [
    ...placed(initContainers, 'initContainers'),
    ...placed(containers, 'containers'),
    ...placed(ephemeralContainers, 'ephemeralContainers'),
  ];
}
