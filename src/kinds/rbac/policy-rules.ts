import type { PolicyRule } from '../../../schemas/rbac/v1/role.ts';
import { type FieldError, invalid, requiredField } from '../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../apimachinery/field-errors.ts';
import { FieldPath } from '../../apimachinery/field-path.ts';

const RULES = FieldPath.of('rules');

/**
 * An empty list of rules is the same as none, and is stored and answered so: as null. Who sent it owns it nevertheless. Mutates the
 * role.
 */
export function dropEmptyRules(role: { rules: PolicyRule[] | null }): void {
  if (role.rules?.length === 0) role.rules = null;
}

/** What is wrong with the rules of a role. One in a namespace has nothing to say of paths that are no resources. */
export function validatePolicyRules(rules: readonly PolicyRule[] | null, namespaced: boolean): FieldError[] {
  return errorsOfEach(rules ?? [], (rule, i) => validatePolicyRule(rule, namespaced, RULES.index(i)));
}

function validatePolicyRule(
  { verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] }: PolicyRule,
  namespaced: boolean,
  path: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  if (verbs.length === 0) errors.push(requiredField(path.child('verbs'), 'verbs must contain at least one value'));
  if (nonResourceURLs.length > 0) {
    const at = path.child('nonResourceURLs');
    if (namespaced) {
      errors.push(invalid(at, nonResourceURLs, 'namespaced rules cannot apply to non-resource URLs'));
    }
    if (apiGroups.length > 0 || resources.length > 0 || resourceNames.length > 0) {
      const both = 'rules cannot apply to both regular resources and non-resource URLs';
      errors.push(invalid(at, nonResourceURLs, both));
    }
    return errors;
  }
  if (apiGroups.length === 0) {
    errors.push(requiredField(path.child('apiGroups'), 'resource rules must supply at least one api group'));
  }
  if (resources.length === 0) {
    errors.push(requiredField(path.child('resources'), 'resource rules must supply at least one resource'));
  }
  return errors;
}
