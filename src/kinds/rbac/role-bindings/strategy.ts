import type { RoleBinding } from '../../../../schemas/rbac/v1/role-binding.ts';
import { validateObjectMeta } from '../../../apimachinery/validation/object-meta.ts';
import { nameIsRbacName } from '../rbac-names.ts';
import { rbacStrategy } from '../rbac-strategy.ts';
import { setBindingDefaults, validateBinding, validateRoleRefUnchanged } from '../role-binding-rules.ts';

/** How role bindings are created and replaced. */
export const roleBindingStrategy = rbacStrategy<RoleBinding>({
  namespaced: true,
  setDefaults: setBindingDefaults,
  validate: (binding) => [
    ...validateObjectMeta(binding.metadata, true, nameIsRbacName),
    ...validateBinding(binding, ['Role', 'ClusterRole'], true),
  ],
  validateChange: validateRoleRefUnchanged,
});
