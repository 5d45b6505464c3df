// Clients take the first group that has a resource of the name that a user typed, so the order is part of the API: `events`
// are those of the core group. A group that is not named here comes after these, as one that an extension brings.
const GROUPS: readonly string[] = [
  '',
  'events.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'apiextensions.k8s.io',
  'scheduling.k8s.io',
  'coordination.k8s.io',
  'node.k8s.io',
];

interface NamedVersion {
  readonly group: string;
  readonly version: string;
}

/** Orders group versions as kube-apiserver lists them: groups by their priority, then by name; stable versions first. */
export function byPriority(a: NamedVersion, b: NamedVersion): number {
  return rank(a) - rank(b) || compare(a.group, b.group) || stability(a) - stability(b) || compare(b.version, a.version);
}

function rank({ group }: NamedVersion): number {
  const known = GROUPS.indexOf(group);
  return known < 0 ? GROUPS.length : known;
}

function stability({ version }: NamedVersion): number {
  if (version.includes('alpha')) return 2;
  return version.includes('beta') ? 1 : 0;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
