import { RoleBinding, RoleBindingList } from '../../../../schemas/rbac/v1/role-binding.ts';
import { defineResource, STANDARD_VERBS } from '../../../registry/definition/resource-definition.ts';
import { bindingTable } from '../binding-table.ts';
import { roleBindingStrategy } from './strategy.ts';

/** Role bindings: who has a role in a namespace. */
export const roleBindings = defineResource<RoleBinding>({
  kind: { group: 'rbac.authorization.k8s.io', version: 'v1', kind: 'RoleBinding' },
  resource: 'rolebindings',
  singularName: 'rolebinding',
  shortNames: [],
  categories: [],
  verbs: STANDARD_VERBS,
  schema: RoleBinding,
  listSchema: RoleBindingList,
  strategy: roleBindingStrategy,
  subresources: {},
  table: bindingTable,
  deletion: {},
});
