import type { LabelSelector, LabelSelectorRequirement } from '../../../schemas/meta/v1/label-selector.ts';
import { type FieldError, forbidden, invalid, invalidNamed, requiredField } from '../field-error.ts';
import { addErrors, errorsOfEach } from '../field-errors.ts';
import type { FieldPath } from '../field-path.ts';
import { validateLabels } from './labels.ts';
import { isLabelValue, isQualifiedName } from './qualified-name.ts';

/** What is wrong with a label selector; one that is absent has nothing wrong. */
export function validateLabelSelector(selector: LabelSelector | undefined, path: FieldPath): FieldError[] {
  if (selector === undefined) return [];
  const at = path.child('matchExpressions');
  return [
    ...validateLabels(selector.matchLabels, path.child('matchLabels')),
    ...errorsOfEach(selector.matchExpressions ?? [], (requirement, i) =>
      validateLabelSelectorRequirement(requirement, at.index(i)),
    ),
  ];
}

/** What is wrong with the key of a label. */
export function validateLabelKey(key: string, path: FieldPath): FieldError[] {
  return isQualifiedName(key).map((problem) => invalid(path, key, problem));
}

/** What is wrong with one condition of a label selector. */
export function validateLabelSelectorRequirement(
  { key, operator, values = [] }: LabelSelectorRequirement,
  path: FieldPath,
  { allowUnknownOperator = false }: { readonly allowUnknownOperator?: boolean } = {},
): FieldError[] {
  const errors: FieldError[] = [];
  const at = path.child('values');
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) errors.push(requiredField(at, "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) {
      errors.push(forbidden(at, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
    }
  } else if (!allowUnknownOperator) {
    errors.push(invalidNamed(path.child('operator'), operator, 'not a valid selector operator'));
  }
  addErrors(errors, validateLabelKey(key, path.child('key')));
  for (const [i, value] of values.entries()) {
    for (const problem of isLabelValue(value)) errors.push(invalid(at.index(i), value, problem));
  }
  return errors;
}
