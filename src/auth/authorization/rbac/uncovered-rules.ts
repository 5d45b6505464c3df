import type { PolicyRule } from '../../../../schemas/rbac/v1/role.ts';
import { coversPath } from './rule-matching.ts';

/** Those of some rules that no single other one covers: whoever holds a rule that does holds all its parts. */
export function openRules(held: readonly PolicyRule[], wanted: readonly PolicyRule[]): PolicyRule[] {
  return wanted.filter((rule) => !held.some((candidate) => coversRule(candidate, rule)));
}

/**
 * The parts of `wanted` that `held` does not cover, in order: one verb, resource and name each (kube-apiserver's `validation.Covers`).
 * Undefined stands for each that it does cover, so that whoever reads them can stop for a while between any two.
 */
export function* uncoveredParts(
  held: readonly PolicyRule[],
  wanted: readonly PolicyRule[],
): Iterable<PolicyRule | undefined> {
  for (const rule of openRules(held, wanted)) {
    for (const part of breakDown(rule)) {
      yield held.some((candidate) => coversRule(candidate, part)) ? undefined : part;
    }
  }
}

/** How many parts rules have, which may be far more than there are words in them. */
export function countParts(rules: readonly PolicyRule[]): number {
  let parts = 0;
  for (const { verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } of rules) {
    const objects = apiGroups.length * resources.length * Math.max(1, resourceNames.length);
    parts += (objects + nonResourceURLs.length) * verbs.length;
  }
  return parts;
}

function* breakDown(rule: PolicyRule): Iterable<PolicyRule> {
  const { verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  for (const group of apiGroups) {
    for (const resource of resources) {
      for (const verb of verbs) {
        const part = { verbs: [verb], apiGroups: [group], resources: [resource] };
        if (resourceNames.length === 0) yield part;
        for (const name of resourceNames) yield { ...part, resourceNames: [name] };
      }
    }
  }
  for (const url of nonResourceURLs) for (const verb of verbs) yield { verbs: [verb], nonResourceURLs: [url] };
}

/** Whether whoever holds one rule may do all that another one says. */
function coversRule(held: PolicyRule, wanted: PolicyRule): boolean {
  const { resourceNames: heldNames = [] } = held;
  const { resourceNames: wantedNames = [] } = wanted;
  return (
    hasAll(held.verbs, wanted.verbs) &&
    hasAll(held.apiGroups, wanted.apiGroups) &&
    (wanted.resources ?? []).every((resource) => coversResource(held.resources ?? [], resource)) &&
    (wanted.nonResourceURLs ?? []).every((path) => (held.nonResourceURLs ?? []).some((url) => coversPath(url, path))) &&
    (heldNames.length === 0 || (wantedNames.length > 0 && wantedNames.every((name) => heldNames.includes(name))))
  );
}

function hasAll(held: readonly string[] = [], wanted: readonly string[] = []): boolean {
  return held.includes('*') || wanted.every((value) => held.includes(value));
}

function coversResource(held: readonly string[], wanted: string): boolean {
  if (held.includes('*') || held.includes(wanted)) return true;
  const slash = wanted.indexOf('/');
  return slash >= 0 && held.includes(`*${wanted.slice(slash)}`);
}
