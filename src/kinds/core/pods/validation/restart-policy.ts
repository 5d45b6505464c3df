import type { Container } from '../../../../../schemas/core/v1/container.ts';
import type { ContainerRestartRule } from '../../../../../schemas/core/v1/container-restart-rule.ts';
import { type FieldError, requiredField, tooMany } from '../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { validateOneOf } from '../../../../apimachinery/validation/fields.ts';

const POLICIES = ['Always', 'Never', 'OnFailure'];
const ACTIONS = ['Restart', 'RestartAllContainers'];
const OPERATORS = ['In', 'NotIn'];
const MOST_RULES = 20;
const MOST_EXIT_CODES = 255;

/** What is wrong with when a container restarts: rules come with a policy for what they do not match (KEP-5307). */
export function validateContainerRestartPolicy(
  { restartPolicy, restartPolicyRules: rules = [] }: Container,
  path: FieldPath,
): FieldError[] {
  const errors = validateRulesHavePolicy(restartPolicy, rules, path.child('restartPolicy'));
  addErrors(errors, validateOneOf(restartPolicy, POLICIES, path.child('restartPolicy')));
  const listed = path.child('restartPolicyRules');
  if (rules.length > MOST_RULES) errors.push(tooMany(listed, rules.length, MOST_RULES));
  addErrors(
    errors,
    errorsOfEach(rules, (rule, i) => validateRule(rule, listed.index(i))),
  );
  return errors;
}

/** Likewise for an init container, whose rules are looked at only where it has a policy. */
export function validateInitContainerRestartPolicy(container: Container, path: FieldPath): FieldError[] {
  const { restartPolicy, restartPolicyRules: rules = [] } = container;
  if (restartPolicy === undefined) {
    return validateRulesHavePolicy(restartPolicy, rules, path.child('restartPolicy'));
  }
  return validateContainerRestartPolicy(container, path);
}

function validateRulesHavePolicy(
  policy: string | undefined,
  rules: readonly ContainerRestartRule[],
  path: FieldPath,
): FieldError[] {
  if (policy !== undefined || rules.length === 0) return [];
  return [requiredField(path, 'must specify restartPolicy when restart rules are used')];
}

function validateRule({ action, exitCodes }: ContainerRestartRule, path: FieldPath): FieldError[] {
  const errors = validateOneOf(action, ACTIONS, path.child('action'));
  const at = path.child('exitCodes');
  if (exitCodes === undefined) return [...errors, requiredField(at, 'must be specified')];
  const { operator, values = [] } = exitCodes;
  addErrors(errors, validateOneOf(operator, OPERATORS, at.child('operator')));
  if (values.length > MOST_EXIT_CODES) errors.push(tooMany(at.child('values'), values.length, MOST_EXIT_CODES));
  return errors;
}
