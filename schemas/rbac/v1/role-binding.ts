import { type Static, Type } from '@sinclair/typebox';
import { objectList } from '../../meta/v1/object-list.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import { ATOMIC, embedded, kindOf, listOf, named, optional, required } from '../../schema.ts';

const RBAC = 'io.k8s.api.rbac.v1';
const GROUP = 'rbac.authorization.k8s.io';

/** Someone to whom a role is given. */
export const Subject = named(
  `${RBAC}.Subject`,
  {
    kind: required(Type.String(), 'What it is: `User`, `Group` or `ServiceAccount`.'),
    apiGroup: optional(Type.String(), 'API group of the kind; empty for service accounts.'),
    name: required(Type.String(), 'Its name.'),
    namespace: optional(Type.String(), 'Namespace of the service account.'),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type Subject = Static<typeof Subject>;

/** The role that is given. */
export const RoleRef = named(
  `${RBAC}.RoleRef`,
  {
    apiGroup: embedded(Type.String(), 'API group of the role.', { default: '' }),
    kind: required(Type.String(), 'Kind of the role: `Role` or `ClusterRole`.'),
    name: required(Type.String(), 'Name of the role.'),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type RoleRef = Static<typeof RoleRef>;

const binding = {
  ...typeMeta,
  metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
  subjects: optional(listOf(Subject, ATOMIC), 'Those to whom the role is given.'),
  roleRef: required(RoleRef, 'The role; it cannot be changed.'),
};

/** Gives a role in one namespace. */
export const RoleBinding = named(
  `${RBAC}.RoleBinding`,
  binding,
  kindOf(GROUP, 'RoleBinding', 'Gives a role in one namespace.'),
);
export type RoleBinding = Static<typeof RoleBinding>;

/** A list of role bindings. */
export const RoleBindingList = objectList(
  `${RBAC}.RoleBindingList`,
  RoleBinding,
  kindOf(GROUP, 'RoleBindingList', 'A list of role bindings.'),
);
export type RoleBindingList = Static<typeof RoleBindingList>;

/** Gives a cluster role in the whole cluster. */
export const ClusterRoleBinding = named(
  `${RBAC}.ClusterRoleBinding`,
  binding,
  kindOf(GROUP, 'ClusterRoleBinding', 'Gives a cluster role in the whole cluster.'),
);
export type ClusterRoleBinding = Static<typeof ClusterRoleBinding>;

/** A list of cluster role bindings. */
export const ClusterRoleBindingList = objectList(
  `${RBAC}.ClusterRoleBindingList`,
  ClusterRoleBinding,
  kindOf(GROUP, 'ClusterRoleBindingList', 'A list of cluster role bindings.'),
);
export type ClusterRoleBindingList = Static<typeof ClusterRoleBindingList>;
