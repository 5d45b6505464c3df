import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { isDNS1123Label } from '../../../apimachinery/validation/dns-names.ts';
import { SECCOMP_CONTAINER_ANNOTATION, SECCOMP_POD_ANNOTATION } from './annotations.ts';
import { containersWithPaths } from './containers.ts';
import { addressWarnings } from './warnings/addresses.ts';
import {
  deprecatedAnnotationWarnings,
  deprecatedNodeLabelWarnings,
  deprecatedVolumeWarnings,
  seccompAnnotationWarnings,
} from './warnings/deprecated.ts';
import { claimWarnings, containerWarnings, duplicateWarnings, fractionalByteWarnings } from './warnings/odd-values.ts';
import { overlappingPathWarnings } from './warnings/overlapping-paths.ts';
import { portWarnings } from './warnings/ports.ts';
import { nullSelectorWarnings } from './warnings/selectors.ts';

const SPEC = FieldPath.of('spec');

/** What a client should be told of a new pod though it is accepted, in the order in which kube-apiserver tells it. */
export function warningsForPod({ metadata, spec }: Pod): string[] {
  const { annotations } = metadata;
  const grace = spec.terminationGracePeriodSeconds ?? 0;
  return [
    ...hostnameWarnings(metadata.name ?? ''),
    ...deprecatedNodeLabelWarnings(spec, SPEC),
    ...deprecatedAnnotationWarnings(annotations ?? {}),
    ...deprecatedVolumeWarnings(spec.volumes ?? [], SPEC.child('volumes')),
    ...claimWarnings(spec.volumes ?? [], SPEC.child('volumes')),
    ...overlappingPathWarnings(spec.volumes ?? []),
    ...duplicateWarnings(spec, SPEC),
    ...fractionalByteWarnings(spec.overhead, SPEC.child('overhead')),
    ...seccompAnnotationWarnings(annotations, SECCOMP_POD_ANNOTATION, spec.securityContext),
    ...containersWithPaths(spec, SPEC).flatMap(([container, path]) => [
      ...seccompAnnotationWarnings(
        annotations,
        SECCOMP_CONTAINER_ANNOTATION + container.name,
        container.securityContext,
      ),
      ...containerWarnings(container, path),
    ]),
    ...portWarnings(spec, SPEC),
    ...(grace < 0
      ? [
          `${SPEC.child('terminationGracePeriodSeconds')}: must be >= 0; negative values are invalid and will be treated as 1`,
        ]
      : []),
    ...nullSelectorWarnings(spec, SPEC.child('affinity')),
    ...addressWarnings(spec, SPEC),
  ];
}

function hostnameWarnings(name: string): string[] {
  const problems = isDNS1123Label(name);
  if (problems.length === 0) return [];
  const advice =
    "this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended";
  return [`metadata.name: ${advice}: [${problems.join(' ')}]`];
}
