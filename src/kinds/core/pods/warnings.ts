import type { Container, EphemeralContainer } from '../../../../schemas/core/v1/container.ts';
import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import type { PodTemplateSpec } from '../../../../schemas/core/v1/pod-template.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { isDNS1123Label } from '../../../apimachinery/validation/dns-names.ts';
import { warningsOfEach } from '../../../apimachinery/warnings.ts';
import { APP_ARMOR_ANNOTATION, SECCOMP_CONTAINER_ANNOTATION, SECCOMP_POD_ANNOTATION } from './annotations.ts';
import { containersWithPaths } from './containers.ts';
import { addressWarnings } from './warnings/addresses.ts';
import {
  appArmorAnnotationWarnings,
  deprecatedAnnotationWarnings,
  deprecatedNodeLabelWarnings,
  seccompAnnotationWarnings,
} from './warnings/deprecated.ts';
import { containerWarnings, duplicateWarnings, fractionalByteWarnings } from './warnings/odd-values.ts';
import { overlappingPathWarnings } from './warnings/overlapping-paths.ts';
import { portWarnings } from './warnings/ports.ts';
import { nullSelectorWarnings } from './warnings/selectors.ts';
import { volumeWarnings } from './warnings/volumes.ts';

const METADATA = FieldPath.of('metadata');
const SPEC = FieldPath.of('spec');

/** What a client should be told of a new pod though it is accepted, in the order in which kube-apiserver tells it. */
export function warningsForPod(pod: Pod): string[] {
  return [...hostnameWarnings(pod.metadata.name ?? ''), ...warningsFor(pod, METADATA, SPEC, () => [])];
}

/** Likewise of a pod that is yet to be made; the paths are those of its metadata and of its spec. */
export function warningsForPodTemplate(template: PodTemplateSpec, metadataPath: FieldPath, path: FieldPath): string[] {
  const { metadata, spec } = template;
  return warningsFor(template, metadataPath, path, ({ name, securityContext }) =>
    appArmorAnnotationWarnings(
      metadata.annotations,
      APP_ARMOR_ANNOTATION + name,
      { ofPod: spec.securityContext?.appArmorProfile, ofContainer: securityContext?.appArmorProfile },
      metadataPath.child('annotations'),
    ),
  );
}

function warningsFor(
  { metadata, spec }: Pick<Pod, 'metadata' | 'spec'>,
  metadataPath: FieldPath,
  path: FieldPath,
  appArmorWarnings: (container: Container | EphemeralContainer) => string[],
): string[] {
  const { annotations } = metadata;
  const annotationsPath = metadataPath.child('annotations');
  const grace = spec.terminationGracePeriodSeconds ?? 0;
  return [
    ...deprecatedNodeLabelWarnings(spec, path),
    ...deprecatedAnnotationWarnings(annotations ?? {}, annotationsPath),
    ...volumeWarnings(spec.volumes ?? [], path.child('volumes')),
    ...overlappingPathWarnings(spec.volumes ?? []),
    ...duplicateWarnings(spec, path),
    ...fractionalByteWarnings(spec.overhead, path.child('overhead')),
    ...seccompAnnotationWarnings(annotations, SECCOMP_POD_ANNOTATION, spec.securityContext, annotationsPath),
    ...warningsOfEach(containersWithPaths(spec, path), ([container, at]) => [
      ...seccompAnnotationWarnings(
        annotations,
        SECCOMP_CONTAINER_ANNOTATION + container.name,
        container.securityContext,
        annotationsPath,
      ),
      ...appArmorWarnings(container),
      ...containerWarnings(container, at),
    ]),
    ...portWarnings(spec, path),
    ...(grace < 0
      ? [
          `${path.child('terminationGracePeriodSeconds')}: must be >= 0; negative values are invalid and will be treated as 1`,
        ]
      : []),
    ...nullSelectorWarnings(spec, path.child('affinity')),
    ...addressWarnings(spec, path),
  ];
}

function hostnameWarnings(name: string): string[] {
  const problems = isDNS1123Label(name);
  if (problems.length === 0) return [];
  const advice =
    "this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended";
  return [`metadata.name: ${advice}: [${problems.join(' ')}]`];
}
