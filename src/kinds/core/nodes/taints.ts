import type { Taint } from '../../../../schemas/core/v1/node.ts';
import { duplicate, type FieldError, invalid } from '../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../apimachinery/field-path.ts';
import { validateRequiredOneOf } from '../../../apimachinery/validation/fields.ts';
import { validateLabelKey } from '../../../apimachinery/validation/label-selector.ts';
import { isLabelValue } from '../../../apimachinery/validation/qualified-name.ts';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** What is wrong with the taints of a node: each is well formed, and no two have both key and effect in common. */
export function validateTaints(taints: readonly Taint[], path: FieldPath): FieldError[] {
  const seen = new Set<string>();
  return errorsOfEach(taints, (taint, i) => {
    const { key, value = '', effect } = taint;
    const at = path.index(i);
    const errors = validateLabelKey(key, at.child('key'));
    const problems = isLabelValue(value);
    if (problems.length > 0) errors.push(invalid(at.child('value'), value, problems.join(';')));
    addErrors(errors, validateRequiredOneOf(effect, EFFECTS, at.child('effect')));
    const identity = `${effect} ${key}`;
    if (seen.has(identity)) errors.push(duplicateTaint(taint, at));
    seen.add(identity);
    return errors;
  });
}

function duplicateTaint({ key, value = '', effect, timeAdded }: Taint, path: FieldPath): FieldError {
  // kube-apiserver shows the value by the names of its own types.
  const error = duplicate(path, { Key: key, Value: value, Effect: effect, TimeAdded: timeAdded ?? null });
  return { ...error, message: `${error.message}: taints must be unique by key and effect pair` };
}
