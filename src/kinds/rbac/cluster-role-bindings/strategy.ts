import type { ClusterRoleBinding } from '../../../../schemas/rbac/v1/role-binding.ts';
import { validateObjectMeta } from '../../../apimachinery/validation/object-meta.ts';
import { nameIsRbacName } from '../rbac-names.ts';
import { rbacStrategy } from '../rbac-strategy.ts';
import { setBindingDefaults, validateBinding, validateRoleRefUnchanged } from '../role-binding-rules.ts';

/** How cluster role bindings are created and replaced. */
export const clusterRoleBindingStrategy = rbacStrategy<ClusterRoleBinding>({
  namespaced: false,
  setDefaults: setBindingDefaults,
  validate: (binding) => [
    ...validateObjectMeta(binding.metadata, false, nameIsRbacName),
    ...validateBinding(binding, ['ClusterRole'], false),
  ],
  validateChange: validateRoleRefUnchanged,
});
