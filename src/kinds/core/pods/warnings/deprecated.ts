import type { NodeSelectorTerm } from '../../../../../schemas/core/v1/node-affinity.ts';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import type { SecurityContext } from '../../../../../schemas/core/v1/security-context.ts';
import type { AppArmorProfile } from '../../../../../schemas/core/v1/security-profiles.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { isLabelValue } from '../../../../apimachinery/validation/qualified-name.ts';
import { warningsOfEach } from '../../../../apimachinery/warnings.ts';
import { deprecatedNodeLabel } from '../../deprecated-node-labels.ts';
import { saysTheSame } from '../app-armor.ts';
import { NULL_SELECTOR } from './selectors.ts';

/** Warnings of node labels that have newer names, or cannot be, and of spread constraints that count no pod. */
export function deprecatedNodeLabelWarnings(spec: PodSpec, path: FieldPath): string[] {
  const { nodeSelector = {}, affinity, topologySpreadConstraints = [] } = spec;
  const nodes = affinity?.nodeAffinity;
  const at = path.child('affinity').child('nodeAffinity');
  const required = at.child('requiredDuringSchedulingIgnoredDuringExecution').child('nodeSelectorTerms');
  const preferred = at.child('preferredDuringSchedulingIgnoredDuringExecution');
  return [
    ...warningsOfEach(Object.keys(nodeSelector), (label) =>
      deprecated(label, path.child('nodeSelector').key(label), ''),
    ),
    ...warningsOfEach(nodes?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms, (term, i) =>
      termWarnings(term, required.index(i), () => []),
    ),
    // What must be is validated; a preference for a label that cannot be is only without effect.
    ...warningsOfEach(nodes?.preferredDuringSchedulingIgnoredDuringExecution, ({ preference }, i) =>
      termWarnings(preference, preferred.index(i).child('preference'), impossibleValueWarnings),
    ),
    ...warningsOfEach(topologySpreadConstraints, ({ topologyKey, labelSelector }, i) => {
      const constraint = path.child('topologySpreadConstraints').index(i);
      return [
        ...deprecated(topologyKey, constraint.child('topologyKey'), `${topologyKey} is `),
        ...(labelSelector === undefined ? [`${constraint.child('labelSelector')}: ${NULL_SELECTOR}`] : []),
      ];
    }),
  ];
}

function termWarnings(
  { matchExpressions = [] }: NodeSelectorTerm,
  path: FieldPath,
  warningsOfValues: typeof impossibleValueWarnings,
): string[] {
  return warningsOfEach(matchExpressions, ({ key, values = [] }, i) => {
    const at = path.child('matchExpressions').index(i);
    return [...deprecated(key, at.child('key'), `${key} is `), ...warningsOfValues(values, at.child('values'))];
  });
}

function impossibleValueWarnings(values: readonly string[], path: FieldPath): string[] {
  return warningsOfEach(values, (value, i) =>
    isLabelValue(value).map((problem) => `${path.index(i)}: ${value} is invalid, ${problem}`),
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

/** Likewise of an annotation that names the AppArmor profile of a container in a template; of pods this is said when it is read. */
export function appArmorAnnotationWarnings(
  annotations: Readonly<Record<string, string>> | undefined,
  key: string,
  { ofPod, ofContainer }: Readonly<Record<'ofPod' | 'ofContainer', AppArmorProfile | undefined>>,
  path: FieldPath,
): string[] {
  const annotation = annotations?.[key];
  if (annotation === undefined || ofContainer !== undefined || saysTheSame(annotation, ofPod)) return [];
  return [`${path.key(key)}: deprecated since v1.30; use the "appArmorProfile" field instead`];
}
