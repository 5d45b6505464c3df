import type { Role } from '../../../../schemas/rbac/v1/role.ts';
import { nameIsPathSegment } from '../../../apimachinery/validation/names.ts';
import { validateObjectMeta } from '../../../apimachinery/validation/object-meta.ts';
import { dropEmptyRules, validatePolicyRules } from '../policy-rules.ts';
import { rbacStrategy } from '../rbac-strategy.ts';

/** How roles are created and replaced. */
export const roleStrategy = rbacStrategy<Role>({
  namespaced: true,
  prepare: dropEmptyRules,
  validate: ({ metadata, rules }) => [
    ...validateObjectMeta(metadata, true, nameIsPathSegment),
    ...validatePolicyRules(rules, true),
  ],
  validateChange: () => [],
});
