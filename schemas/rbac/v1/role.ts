import { type Static, Type } from '@sinclair/typebox';
import { LabelSelector } from '../../meta/v1/label-selector.ts';
import { objectList } from '../../meta/v1/object-list.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import { ATOMIC, embedded, kindOf, listOf, named, nullable, optional, required } from '../../schema.ts';

const RBAC = 'io.k8s.api.rbac.v1';
const GROUP = 'rbac.authorization.k8s.io';

/** What a role allows. */
export const PolicyRule = named(`${RBAC}.PolicyRule`, {
  verbs: required(listOf(Type.String(), ATOMIC), 'What may be done; `*` is everything.'),
  apiGroups: optional(listOf(Type.String(), ATOMIC), 'Groups of the resources; `*` is all of them.'),
  resources: optional(listOf(Type.String(), ATOMIC), 'The resources; `*` is all of them.'),
  resourceNames: optional(listOf(Type.String(), ATOMIC), 'Names of the objects; any where there are none.'),
  nonResourceURLs: optional(
    listOf(Type.String(), ATOMIC),
    'Paths that are no resources; `*` may be the last step. Only in cluster roles.',
  ),
});
export type PolicyRule = Static<typeof PolicyRule>;

// A role that has no rules is answered with null.
const rules = embedded(nullable(listOf(PolicyRule, ATOMIC)), 'What the role allows.');

/** What may be done in one namespace. */
export const Role = named(
  `${RBAC}.Role`,
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    rules,
  },
  kindOf(GROUP, 'Role', 'What may be done in one namespace.'),
);
export type Role = Static<typeof Role>;

/** A list of roles. */
export const RoleList = objectList(`${RBAC}.RoleList`, Role, kindOf(GROUP, 'RoleList', 'A list of roles.'));
export type RoleList = Static<typeof RoleList>;

/** Of which other cluster roles a cluster role is made. */
export const AggregationRule = named(`${RBAC}.AggregationRule`, {
  clusterRoleSelectors: optional(
    listOf(LabelSelector, ATOMIC),
    'The cluster roles whose rules are taken over: those that any of these selects.',
  ),
});
export type AggregationRule = Static<typeof AggregationRule>;

/** What may be done in the whole cluster, or in each namespace where it is bound. */
export const ClusterRole = named(
  `${RBAC}.ClusterRole`,
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    rules,
    aggregationRule: optional(AggregationRule, 'Where the rules come from, if a controller collects them.'),
  },
  kindOf(GROUP, 'ClusterRole', 'What may be done in the whole cluster, or in each namespace where it is bound.'),
);
export type ClusterRole = Static<typeof ClusterRole>;

/** A list of cluster roles. */
export const ClusterRoleList = objectList(
  `${RBAC}.ClusterRoleList`,
  ClusterRole,
  kindOf(GROUP, 'ClusterRoleList', 'A list of cluster roles.'),
);
export type ClusterRoleList = Static<typeof ClusterRoleList>;
