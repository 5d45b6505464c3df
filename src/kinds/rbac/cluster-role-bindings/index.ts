import { ClusterRoleBinding, ClusterRoleBindingList } from '../../../../schemas/rbac/v1/role-binding.ts';
import { defineResource, STANDARD_VERBS } from '../../../registry/definition/resource-definition.ts';
import { bindingTable } from '../binding-table.ts';
import { clusterRoleBindingStrategy } from './strategy.ts';

/** Cluster role bindings: who has a cluster role in the whole cluster. */
export const clusterRoleBindings = defineResource<ClusterRoleBinding>({
  kind: { group: 'rbac.authorization.k8s.io', version: 'v1', kind: 'ClusterRoleBinding' },
  resource: 'clusterrolebindings',
  singularName: 'clusterrolebinding',
  shortNames: [],
  categories: [],
  verbs: STANDARD_VERBS,
  schema: ClusterRoleBinding,
  listSchema: ClusterRoleBindingList,
  strategy: clusterRoleBindingStrategy,
  subresources: {},
  table: bindingTable,
  deletion: {},
});
