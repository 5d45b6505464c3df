import type { RoleBinding } from '../../../../schemas/rbac/v1/role-binding.ts';
import { nameIsPathSegment } from '../../../apimachinery/validation/names.ts';
import { validateObjectMeta } from '../../../apimachinery/validation/object-meta.ts';
import { rbacStrategy } from '../rbac-strategy.ts';
import { setBindingDefaults, validateBinding, validateRoleRefUnchanged } from '../role-binding-rules.ts';

/** How role bindings are created and replaced. */
export const roleBindingStrategy = rbacStrategy<RoleBinding>({
  namespaced: true,
  setDefaults: setBindingDefaults,
  validate: (binding) => [
    ...validateObjectMeta(binding.metadata, true, nameIsPathSegment),
    ...validateBinding(binding, ['Role', 'ClusterRole'], true),
  ],
  validateChange: validateRoleRefUnchanged,
});
