import type { AggregationRule, ClusterRole, PolicyRule } from '../../../schemas/rbac/v1/role.ts';
import { selectsLabels } from '../../apimachinery/labels/select-labels.ts';

/**
 * The rules of an aggregated cluster role: for each of its selectors those of the cluster roles that it selects, by name, each rule
 * once. `roles` are all cluster roles, in order of their names; the one of that name has no part in itself.
 */
export function aggregatedRules(
  name: string,
  { clusterRoleSelectors = [] }: AggregationRule,
  roles: readonly ClusterRole[],
): PolicyRule[] {
  const rules = new Map<string, PolicyRule>();
  for (const selector of clusterRoleSelectors) {
    for (const role of roles) {
      if (role.metadata.name === name || !selectsLabels(selector, role.metadata.labels ?? {})) continue;
      for (const rule of role.rules ?? []) {
        const text = textOf(rule);
        if (!rules.has(text)) rules.set(text, rule);
      }
    }
  }
  return [...rules.values()];
}

/** The same text for rules that say the same in the same order. */
function textOf({
  verbs,
  apiGroups = [],
  resources = [],
  resourceNames = [],
  nonResourceURLs = [],
}: PolicyRule): string {
  return JSON.stringify([verbs, apiGroups, resources, resourceNames, nonResourceURLs]);
}
