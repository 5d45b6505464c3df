import type { PodAffinityTerm } from '../../../../../schemas/core/v1/pod-affinity.ts';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';

/** What is said of a term without a selector, which is easily taken for one that matches everything. */
export const NULL_SELECTOR = 'a null labelSelector results in matching no pod';

/** Warnings of affinity terms that match no pod. */
export function nullSelectorWarnings({ affinity }: PodSpec, path: FieldPath): string[] {
  const warnings: string[] = [];
  const look = ({ labelSelector }: PodAffinityTerm, at: FieldPath) => {
    if (labelSelector === undefined) warnings.push(`${at.child('labelSelector')}: ${NULL_SELECTOR}`);
  };
  for (const field of ['podAffinity', 'podAntiAffinity'] as const) {
    const terms = affinity?.[field];
    const at = path.child(field);
    const required = at.child('requiredDuringSchedulingIgnoredDuringExecution');
    const preferred = at.child('preferredDuringSchedulingIgnoredDuringExecution');
    for (const [i, term] of (terms?.requiredDuringSchedulingIgnoredDuringExecution ?? []).entries()) {
      look(term, required.index(i));
    }
    for (const [i, { podAffinityTerm }] of (terms?.preferredDuringSchedulingIgnoredDuringExecution ?? []).entries()) {
      look(podAffinityTerm, preferred.index(i).child('podAffinityTerm'));
    }
  }
  return warnings;
}
