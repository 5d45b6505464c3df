import type { Role } from '../../../../schemas/rbac/v1/role.ts';
import { validateObjectMeta } from '../../../apimachinery/validation/object-meta.ts';
import { dropEmptyRules, validatePolicyRules } from '../policy-rules.ts';
import { nameIsRbacName } from '../rbac-names.ts';
import { rbacStrategy } from '../rbac-strategy.ts';

/** How roles are created and replaced. */
export const roleStrategy = rbacStrategy<Role>({
  namespaced: true,
  prepare: dropEmptyRules,
  validate: ({ metadata, rules }) => [
    ...validateObjectMeta(metadata, true, nameIsRbacName),
    ...validatePolicyRules(rules, true),
  ],
  validateChange: () => [],
});
