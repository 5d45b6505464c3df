import { ClusterRole, ClusterRoleList } from '../../../../schemas/rbac/v1/role.ts';
import { defineResource, STANDARD_VERBS } from '../../../registry/definition/resource-definition.ts';
import { clusterRoleStrategy } from './strategy.ts';

/** Cluster roles: what may be done anywhere. */
export const clusterRoles = defineResource<ClusterRole>({
  kind: { group: 'rbac.authorization.k8s.io', version: 'v1', kind: 'ClusterRole' },
  resource: 'clusterroles',
  singularName: 'clusterrole',
  shortNames: [],
  categories: [],
  verbs: STANDARD_VERBS,
  schema: ClusterRole,
  listSchema: ClusterRoleList,
  strategy: clusterRoleStrategy,
  subresources: {},
  deletion: {},
});
