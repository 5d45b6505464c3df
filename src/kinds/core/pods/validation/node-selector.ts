import type {
  NodeAffinity,
  NodeSelectorRequirement,
  NodeSelectorTerm,
} from '../../../../../schemas/core/v1/node-affinity.ts';
import {
  type FieldError,
  forbidden,
  invalid,
  invalidNamed,
  requiredField,
} from '../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { isDNS1123Subdomain } from '../../../../apimachinery/validation/dns-names.ts';
import { invalidFor } from '../../../../apimachinery/validation/fields.ts';
import { validateLabelKey } from '../../../../apimachinery/validation/label-selector.ts';
import { isLabelValue } from '../../../../apimachinery/validation/qualified-name.ts';

const NOT_AN_OPERATOR = 'not a valid selector operator';

/** What is wrong with a weight of a preference. */
export function validateWeight(weight: number, path: FieldPath): FieldError[] {
  return weight >= 1 && weight <= 100 ? [] : [invalid(path, weight, 'must be in the range 1-100')];
}

/** What is wrong with where a pod is to run, by node. */
export function validateNodeAffinity(affinity: NodeAffinity | undefined, path: FieldPath): FieldError[] {
  const {
    requiredDuringSchedulingIgnoredDuringExecution: needed,
    preferredDuringSchedulingIgnoredDuringExecution: preferred = [],
  } = affinity ?? {};
  const errors: FieldError[] = [];
  if (needed !== undefined) {
    const at = path.child('requiredDuringSchedulingIgnoredDuringExecution').child('nodeSelectorTerms');
    const { nodeSelectorTerms: terms } = needed;
    if (terms.length === 0) errors.push(requiredField(at, 'must have at least one node selector term'));
    addErrors(
      errors,
      errorsOfEach(terms, (term, i) => validateTerm(term, true, at.index(i))),
    );
  }
  const at = path.child('preferredDuringSchedulingIgnoredDuringExecution');
  for (const [i, { weight, preference }] of preferred.entries()) {
    addErrors(errors, validateWeight(weight, at.index(i).child('weight')));
    // A preference for a label that cannot be is not harmful.
    addErrors(errors, validateTerm(preference, false, at.index(i).child('preference')));
  }
  return errors;
}

function validateTerm(
  { matchExpressions = [], matchFields = [] }: NodeSelectorTerm,
  checkValues: boolean,
  path: FieldPath,
): FieldError[] {
  const expressions = path.child('matchExpressions');
  const fields = path.child('matchFields');
  return [
    ...errorsOfEach(matchExpressions, (requirement, i) =>
      validateLabels(requirement, checkValues, expressions.index(i)),
    ),
    ...errorsOfEach(matchFields, (requirement, i) => validateField(requirement, fields.index(i))),
  ];
}

function validateLabels(
  { key, operator, values = [] }: NodeSelectorRequirement,
  checkValues: boolean,
  path: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  const at = path.child('values');
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) errors.push(requiredField(at, "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) {
      errors.push(forbidden(at, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
    }
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (values.length !== 1) {
      errors.push(requiredField(at, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
    }
  } else {
    errors.push(invalidNamed(path.child('operator'), operator, NOT_AN_OPERATOR));
  }
  addErrors(errors, validateLabelKey(key, path.child('key')));
  if (checkValues) {
    for (const [i, value] of values.entries()) addErrors(errors, invalidFor(value, isLabelValue(value), at.index(i)));
  }
  return errors;
}

/** Of a node's fields only its name can be selected. */
function validateField({ key, operator, values = [] }: NodeSelectorRequirement, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const at = path.child('values');
  if (operator !== 'In' && operator !== 'NotIn') {
    errors.push(invalidNamed(path.child('operator'), operator, NOT_AN_OPERATOR));
  } else if (values.length !== 1) {
    const one = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    errors.push(requiredField(at, one));
  }
  if (key !== 'metadata.name') return [...errors, invalid(path.child('key'), key, 'not a valid field selector key')];
  for (const [i, value] of values.entries())
    addErrors(errors, invalidFor(value, isDNS1123Subdomain(value), at.index(i)));
  return errors;
}
