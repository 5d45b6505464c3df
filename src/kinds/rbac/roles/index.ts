import { Role, RoleList } from '../../../../schemas/rbac/v1/role.ts';
import { defineResource, STANDARD_VERBS } from '../../../registry/definition/resource-definition.ts';
import { roleStrategy } from './strategy.ts';

/** Roles: what may be done in one namespace. */
export const roles = defineResource<Role>({
  kind: { group: 'rbac.authorization.k8s.io', version: 'v1', kind: 'Role' },
  resource: 'roles',
  singularName: 'role',
  shortNames: [],
  categories: [],
  verbs: STANDARD_VERBS,
  schema: Role,
  listSchema: RoleList,
  strategy: roleStrategy,
  subresources: {},
  deletion: {},
});
