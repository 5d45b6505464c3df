import type { AggregationRule, ClusterRole } from '../../../../schemas/rbac/v1/role.ts';
import { type FieldError, invalid, requiredField } from '../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../apimachinery/field-errors.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { validateLabelSelector } from '../../../apimachinery/validation/label-selector.ts';
import { validateObjectMeta } from '../../../apimachinery/validation/object-meta.ts';
import { dropEmptyRules, validatePolicyRules } from '../policy-rules.ts';
import { nameIsRbacName } from '../rbac-names.ts';
import { rbacStrategy } from '../rbac-strategy.ts';

const SELECTORS = FieldPath.of('aggregationRule').child('clusterRoleSelectors');

/** How cluster roles are created and replaced. Their rules are stored as they come: nobody aggregates them here. */
export const clusterRoleStrategy = rbacStrategy<ClusterRole>({
  namespaced: false,
  prepare: dropEmptyRules,
  validate: ({ metadata, rules, aggregationRule }) => [
    ...validateObjectMeta(metadata, false, nameIsRbacName),
    ...validatePolicyRules(rules, false),
    ...validateAggregationRule(aggregationRule),
  ],
  validateChange: () => [],
});

function validateAggregationRule(rule: AggregationRule | undefined): FieldError[] {
  if (rule === undefined) return [];
  const { clusterRoleSelectors = [] } = rule;
  if (clusterRoleSelectors.length === 0) {
    return [requiredField(SELECTORS, 'at least one clusterRoleSelector required if aggregationRule is non-nil')];
  }
  return errorsOfEach(clusterRoleSelectors, (selector, i) => {
    const path = SELECTORS.index(i);
    const errors = validateLabelSelector(selector, path);
    return errors.length === 0 ? errors : [...errors, invalid(path, null, 'invalid label selector.')];
  });
}
