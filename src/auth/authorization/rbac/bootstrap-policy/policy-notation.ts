import type { PolicyRule } from '../../../../../schemas/rbac/v1/role.ts';
import type { Subject } from '../../../../../schemas/rbac/v1/role-binding.ts';

/** Rules of roles, by their names. */
export type RoleRules = Readonly<Record<string, readonly PolicyRule[]>>;

/** A rule about resources: verbs, API groups, of which the first is written `core`, resources and names, with spaces between them. */
export function rule(verbs: string, groups: string, resources: string, names?: string): PolicyRule {
  return {
    verbs: verbs.split(' '),
    apiGroups: groups.split(' ').map((name) => (name === 'core' ? '' : name)),
    resources: resources.split(' '),
    ...(names !== undefined && { resourceNames: names.split(' ') }),
  };
}

/** A rule about paths that are no resources: methods and paths, with spaces between them. */
export function paths(methods: string, urls: string): PolicyRule {
  return { verbs: methods.split(' '), nonResourceURLs: urls.split(' ') };
}

const GROUP = 'rbac.authorization.k8s.io';

/** A user as the subject of a binding. */
export function user(name: string): Subject {
  return { kind: 'User', apiGroup: GROUP, name };
}

/** A group likewise. */
export function group(name: string): Subject {
  return { kind: 'Group', apiGroup: GROUP, name };
}

/** A service account likewise. */
export function account(namespace: string, name: string): Subject {
  return { kind: 'ServiceAccount', name, namespace };
}
