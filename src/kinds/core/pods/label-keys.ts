import type { PodAffinityTerm } from '../../../../schemas/core/v1/pod-affinity.ts';
import type { PodSpec } from '../../../../schemas/core/v1/pod-spec.ts';
import type { LabelSelector, LabelSelectorRequirement } from '../../../../schemas/meta/v1/label-selector.ts';
import { member } from '../../../apimachinery/patch/json-value.ts';

type Labels = Readonly<Record<string, string>>;

// Another attempt at a name prepares the same pod again, whose selectors hold the values then.
const applied = new WeakSet<PodSpec>();

/**
 * Writes the values that the pod's labels have for matchLabelKeys and mismatchLabelKeys into the selectors beside them (KEP-3243,
 * KEP-3633), so that schedulers need to know selectors only; a selector that has such a requirement of its own gets another,
 * which validation reports. Doing so twice changes nothing. Mutates `spec`.
 */
export function applyLabelKeys(spec: PodSpec, labels: Labels = {}): void {
  if (applied.has(spec)) return;
  applied.add(spec);
  for (const { labelSelector, matchLabelKeys = [] } of spec.topologySpreadConstraints ?? []) {
    append(labelSelector, requirements(matchLabelKeys, 'In', labels));
  }
  for (const { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] } of affinityTerms(spec)) {
    append(labelSelector, [
      ...requirements(matchLabelKeys, 'In', labels),
      ...requirements(mismatchLabelKeys, 'NotIn', labels),
    ]);
  }
}

function affinityTerms({ affinity }: PodSpec): PodAffinityTerm[] {
  return [affinity?.podAffinity, affinity?.podAntiAffinity].flatMap((terms) => [
    ...(terms?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ podAffinityTerm }) => podAffinityTerm),
    ...(terms?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
  ]);
}

function requirements(keys: readonly string[], operator: 'In' | 'NotIn', labels: Labels): LabelSelectorRequirement[] {
  return keys.flatMap((key) => {
    const value = member(labels, key);
    return value === undefined ? [] : [{ key, operator, values: [value] }];
  });
}

// A term without a selector matches no pod, whatever its keys are.
function append(selector: LabelSelector | undefined, added: readonly LabelSelectorRequirement[]): void {
  if (selector === undefined || added.length === 0) return;
  selector.matchExpressions = [...(selector.matchExpressions ?? []), ...added];
}
