import type { ClusterRoleBinding } from '../../../../schemas/rbac/v1/role-binding.ts';
import { nameIsPathSegment } from '../../../apimachinery/validation/names.ts';
import { validateObjectMeta } from '../../../apimachinery/validation/object-meta.ts';
import { rbacStrategy } from '../rbac-strategy.ts';
import { setBindingDefaults, validateBinding, validateRoleRefUnchanged } from '../role-binding-rules.ts';

/** How cluster role bindings are created and replaced. */
export const clusterRoleBindingStrategy = rbacStrategy<ClusterRoleBinding>({
  namespaced: false,
  setDefaults: setBindingDefaults,
  validate: (binding) => [
    ...validateObjectMeta(binding.metadata, false, nameIsPathSegment),
    ...validateBinding(binding, ['ClusterRole'], false),
  ],
  validateChange: validateRoleRefUnchanged,
});
