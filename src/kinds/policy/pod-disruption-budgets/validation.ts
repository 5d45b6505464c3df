import type {
  PodDisruptionBudgetSpec,
  PodDisruptionBudgetStatus,
} from '../../../../schemas/policy/v1/pod-disruption-budget.ts';
import { type FieldError, invalid, notSupported } from '../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../apimachinery/field-errors.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { validateConditions } from '../../../apimachinery/validation/conditions.ts';
import { validateLabelSelector } from '../../../apimachinery/validation/label-selector.ts';
import { mustMatch, NOT_NEGATIVE } from '../../../apimachinery/validation/messages.ts';

const SPEC = FieldPath.of('spec');
const STATUS = FieldPath.of('status');
const EVICTION_POLICIES = ['AlwaysAllow', 'IfHealthyBudget'];

const PERCENT_FORMAT = '[0-9]+%';
const PERCENT = new RegExp(`^${PERCENT_FORMAT}$`);
const PERCENT_PROBLEM = mustMatch(
  "a valid percent string must be a numeric string followed by an ending '%'",
  PERCENT_FORMAT,
  '1%',
  '93%',
);

/** What is wrong with the spec of a budget. Its metadata needs no more than every kind's. */
export function validatePodDisruptionBudgetSpec(spec: PodDisruptionBudgetSpec): FieldError[] {
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy: policy } = spec;
  const errors: FieldError[] = [];
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    errors.push(invalid(SPEC, asGoStruct(spec), 'minAvailable and maxUnavailable cannot be both set'));
  }
  addErrors(errors, validateAmount(minAvailable, SPEC.child('minAvailable')));
  addErrors(errors, validateAmount(maxUnavailable, SPEC.child('maxUnavailable')));
  addErrors(errors, validateLabelSelector(selector, SPEC.child('selector')));
  if (policy !== undefined && !EVICTION_POLICIES.includes(policy)) {
    errors.push(notSupported(SPEC.child('unhealthyPodEvictionPolicy'), policy, EVICTION_POLICIES));
  }
  return errors;
}

/** What is wrong with the status of a budget: counts are not negative, conditions have the common form. */
export function validatePodDisruptionBudgetStatus(status: PodDisruptionBudgetStatus): FieldError[] {
  return [
    ...validateConditions(status.conditions, STATUS.child('conditions')),
    ...errorsOfEach(COUNTS, (count) =>
      status[count] < 0 ? [invalid(STATUS.child(count), status[count], NOT_NEGATIVE)] : [],
    ),
  ];
}

const COUNTS = ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'] as const;

/** A number that is not negative, or a percentage of at most 100. */
function validateAmount(amount: number | string | undefined, path: FieldPath): FieldError[] {
  if (amount === undefined) return [];
  if (typeof amount === 'number') return amount < 0 ? [invalid(path, amount, NOT_NEGATIVE)] : [];
  if (!PERCENT.test(amount)) return [invalid(path, amount, PERCENT_PROBLEM)];
  return Number(amount.slice(0, -1)) > 100 ? [invalid(path, amount, 'must not be greater than 100%')] : [];
}

/** The spec as kube-apiserver prints it in a message: with the names of its own fields. */
function asGoStruct(spec: PodDisruptionBudgetSpec): object {
  return {
    MinAvailable: spec.minAvailable ?? null,
    Selector: spec.selector ?? null,
    MaxUnavailable: spec.maxUnavailable ?? null,
    UnhealthyPodEvictionPolicy: spec.unhealthyPodEvictionPolicy ?? null,
  };
}
