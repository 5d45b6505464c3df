import type { NodeSelectorTerm } from '../../../../../schemas/core/v1/node-affinity.ts';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import type { SecurityContext } from '../../../../../schemas/core/v1/security-context.ts';
import type { Volume } from '../../../../../schemas/core/v1/volumes/volume.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { deprecatedNodeLabel } from '../../deprecated-node-labels.ts';
import { NULL_SELECTOR } from './selectors.ts';

/** Warnings of node labels that have newer names, and of spread constraints that count no pod. */
export function deprecatedNodeLabelWarnings(spec: PodSpec, path: FieldPath): string[] {
  const { nodeSelector = {}, affinity, topologySpreadConstraints = [] } = spec;
  const nodes = affinity?.nodeAffinity;
  const at = path.child('affinity').child('nodeAffinity');
  const required = at.child('requiredDuringSchedulingIgnoredDuringExecution').child('nodeSelectorTerms');
  const preferred = at.child('preferredDuringSchedulingIgnoredDuringExecution');
  return [
    ...Object.keys(nodeSelector).flatMap((label) => deprecated(label, path.child('nodeSelector').key(label), '')),
    ...(nodes?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []).flatMap((term, i) =>
      termWarnings(term, required.index(i)),
    ),
    ...(nodes?.preferredDuringSchedulingIgnoredDuringExecution ?? []).flatMap(({ preference }, i) =>
      termWarnings(preference, preferred.index(i).child('preference')),
    ),
    ...topologySpreadConstraints.flatMap(({ topologyKey, labelSelector }, i) => {
      const constraint = path.child('topologySpreadConstraints').index(i);
      return [
        ...deprecated(topologyKey, constraint.child('topologyKey'), `${topologyKey} is `),
        ...(labelSelector === undefined ? [`${constraint.child('labelSelector')}: ${NULL_SELECTOR}`] : []),
      ];
    }),
  ];
}

function termWarnings({ matchExpressions = [] }: NodeSelectorTerm, path: FieldPath): string[] {
  return matchExpressions.flatMap(({ key }, i) =>
    deprecated(key, path.child('matchExpressions').index(i).child('key'), `${key} is `),
  );
}

function deprecated(label: string, path: FieldPath, subject: string): string[] {
  const message = deprecatedNodeLabel(label);
  return message === undefined ? [] : [`${path}: ${subject}${message}`];
}

const OLD_ANNOTATIONS = [
  ['scheduler.alpha.kubernetes.io/critical-pod', 'non-functional in v1.16+; use the "priorityClassName" field instead'],
  ['security.alpha.kubernetes.io/sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
  ['security.alpha.kubernetes.io/unsafe-sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
] as const;

/** Warnings of annotations that fields have replaced. */
export function deprecatedAnnotationWarnings(annotations: Readonly<Record<string, string>>, path: FieldPath): string[] {
  return OLD_ANNOTATIONS.flatMap(([key, text]) =>
    annotations[key] === undefined ? [] : [`${path.key(key)}: ${text}`],
  );
}

const OLD_VOLUMES = [
  ['photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'deprecated in v1.11, and disabled by default in v1.33+'],
  ['scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'deprecated in v1.22, non-functional in v1.25+'],
  ['storageos', 'deprecated in v1.22, non-functional in v1.25+'],
  ['quobyte', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'deprecated in v1.28, non-functional in v1.31+'],
] as const;

/** Warnings of volumes that nothing serves any more. */
export function deprecatedVolumeWarnings(volumes: readonly Volume[], path: FieldPath): string[] {
  return volumes.flatMap((volume, i) =>
    OLD_VOLUMES.flatMap(([field, text]) =>
      volume[field] === undefined ? [] : [`${path.index(i).child(shownName(field))}: ${text}`],
    ),
  );
}

function shownName(field: string): string {
  return field === 'storageos' ? 'storageOS' : field;
}

/**
 * A warning of an annotation that names the seccomp profile of what has this `securityContext`, where no field does: nothing
 * heeds it any more.
 */
export function seccompAnnotationWarnings(
  annotations: Readonly<Record<string, string>> | undefined,
  key: string,
  securityContext: Pick<SecurityContext, 'seccompProfile'> | undefined,
  path: FieldPath,
): string[] {
  if (annotations?.[key] === undefined || securityContext?.seccompProfile !== undefined) return [];
  return [`${path.key(key)}: non-functional in v1.27+; use the "seccompProfile" field instead`];
}
