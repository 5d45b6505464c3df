import type { PolicyRule } from '../../../../../schemas/rbac/v1/role.ts';
import type { Subject } from '../../../../../schemas/rbac/v1/role-binding.ts';
import type { AnyBinding, AnyRole } from '../reconcile.ts';
import { CLUSTER_ROLE_BINDINGS, ROLE_BINDINGS } from './bindings.ts';
import { COMPONENT_ROLES } from './component-roles.ts';
import { CONTROLLER_ROLES } from './controller-roles.ts';
import { NAMESPACE_ROLES } from './namespace-roles.ts';
import { account, type RoleRules } from './policy-notation.ts';
import { USER_ROLES } from './user-roles.ts';

/** The roles and bindings that every cluster has (kube-apiserver's package `bootstrappolicy`), without what a server fills in. */
export interface BootstrapPolicy {
  readonly clusterRoles: readonly AnyRole[];
  readonly clusterRoleBindings: readonly AnyBinding[];
  /** With their namespaces. */
  readonly roles: readonly AnyRole[];
  readonly roleBindings: readonly AnyBinding[];
}

const CONTROLLER = 'system:controller:';

/** The cluster roles that others are made of, by the label that makes a cluster role a part of them. */
const AGGREGATED: Readonly<Record<string, { readonly part?: string }>> = {
  admin: {},
  edit: { part: 'admin' },
  view: { part: 'edit' },
};

/** Which cluster role has the parts that belong to an aggregated one itself. */
const PARTS: Readonly<Record<string, string>> = {
  'system:aggregate-to-admin': 'admin',
  'system:aggregate-to-edit': 'edit',
  'system:aggregate-to-view': 'view',
};

/** Makes the roles and bindings; each call makes objects of its own. */
export function bootstrapPolicy(): BootstrapPolicy {
  const aggregated = Object.entries(AGGREGATED).map(([name, { part }]) => ({
    ...role(name, null, part),
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [aggregationLabel(name)]: 'true' } }] },
  }));
  const controllers = Object.keys(CONTROLLER_ROLES);
  return {
    clusterRoles: [
      ...aggregated,
      ...rolesOf(USER_ROLES),
      ...rolesOf(COMPONENT_ROLES),
      ...Object.entries(CONTROLLER_ROLES).map(([name, rules]) => role(`${CONTROLLER}${name}`, rules)),
    ],
    clusterRoleBindings: [
      ...Object.entries(CLUSTER_ROLE_BINDINGS).map(([name, subjects]) => binding(name, 'ClusterRole', subjects)),
      ...controllers.map((name) => binding(`${CONTROLLER}${name}`, 'ClusterRole', [account('kube-system', name)])),
    ],
    roles: inNamespaces(NAMESPACE_ROLES, role),
    roleBindings: inNamespaces(ROLE_BINDINGS, (name, subjects) => binding(name, 'Role', subjects)),
  };
}

/** The label of the cluster roles that are parts of an aggregated one. */
function aggregationLabel(name: string): string {
  return `rbac.authorization.k8s.io/aggregate-to-${name}`;
}

function rolesOf(rules: RoleRules): AnyRole[] {
  return Object.entries(rules).map(([name, list]) => role(name, list, PARTS[name]));
}

function role(name: string, rules: readonly PolicyRule[] | null, partOf?: string): AnyRole {
  const { labels, ...rest } = metadata(name);
  const own = { ...labels, ...(partOf !== undefined && { [aggregationLabel(partOf)]: 'true' }) };
  return { metadata: { ...rest, labels: own }, rules: rules && structuredClone([...rules]) };
}

function binding(name: string, kind: 'Role' | 'ClusterRole', subjects: readonly Subject[]): AnyBinding {
  // One of these is not called like its role.
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind, name: name.replace(/^system::(?=extension-)/, '') };
  return {
    metadata: metadata(name),
    roleRef,
    ...(subjects.length > 0 && { subjects: structuredClone([...subjects]) }),
  };
}

function inNamespaces<V, O extends AnyRole | AnyBinding>(
  table: Readonly<Record<string, Readonly<Record<string, V>>>>,
  make: (name: string, value: V) => O,
): O[] {
  return Object.entries(table).flatMap(([namespace, named]) =>
    Object.entries(named).map(([name, value]) => {
      const object = make(name, value);
      object.metadata.namespace = namespace;
      return object;
    }),
  );
}

function metadata(name: string) {
  return {
    name,
    labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
    annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
  };
}
