import type { Toleration } from '../../../schemas/core/v1/scheduling.ts';
import { type FieldError, invalid, invalidNamed, notSupported } from '../field-error.ts';
import { errorsOfEach } from '../field-errors.ts';
import type { FieldPath } from '../field-path.ts';
import { isLabelValue, isQualifiedName } from './qualified-name.ts';

const OPERATORS = ['Equal', 'Exists'];
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** What is wrong with tolerations: each names a taint, or all of them, in a way that makes sense. */
export function validateTolerations(tolerations: readonly Toleration[], path: FieldPath): FieldError[] {
  return errorsOfEach(tolerations, (toleration, i) => validateToleration(toleration, path.index(i)));
}

function validateToleration(toleration: Toleration, path: FieldPath): FieldError[] {
  const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = toleration;
  const errors: FieldError[] = [];
  if (key !== '') for (const problem of isQualifiedName(key)) errors.push(invalid(path.child('key'), key, problem));
  if (key === '' && operator !== 'Exists') {
    const meaning = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
    errors.push(invalidNamed(path.child('operator'), operator, meaning));
  }
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    errors.push(
      invalidNamed(path.child('effect'), effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"),
    );
  }
  if (operator === '' || operator === 'Equal') {
    const problems = isLabelValue(value);
    if (problems.length > 0) errors.push(invalid(path.child('operator'), value, problems.join(';')));
  } else if (operator === 'Exists') {
    if (value !== '')
      errors.push(invalid(path.child('operator'), value, "value must be empty when `operator` is 'Exists'"));
  } else {
    // Who compares numbers is told that there is such a thing (KEP-5471), though TaintTolerationComparisonOperators is off.
    const operators = operator === 'Lt' || operator === 'Gt' ? [...OPERATORS, 'Lt', 'Gt'] : OPERATORS;
    errors.push(notSupported(path.child('operator'), operator, operators));
  }
  if (effect !== '' && !EFFECTS.includes(effect)) errors.push(notSupported(path.child('effect'), effect, EFFECTS));
  return errors;
}
