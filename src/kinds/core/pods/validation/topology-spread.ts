import type { TopologySpreadConstraint } from '../../../../../schemas/core/v1/scheduling.ts';
import { duplicate, type FieldError, invalid, notSupported } from '../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { validateOneOf, validateRequired } from '../../../../apimachinery/validation/fields.ts';
import { validateLabelSelector } from '../../../../apimachinery/validation/label-selector.ts';
import { validateNotSelectedTwice, validateTermLabelKeys } from './affinity.ts';

const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];
const POLICIES = ['Honor', 'Ignore'];
const NOT_POSITIVE = 'must be greater than zero';

/** What is wrong with how a pod and its like are spread. */
export function validateTopologySpread(
  constraints: readonly TopologySpreadConstraint[] | undefined,
  path: FieldPath,
): FieldError[] {
  if (constraints === undefined) return [];
  const last = new Map(constraints.map((constraint, i) => [keyOf(constraint), i]));
  return errorsOfEach(constraints, (constraint, i) => {
    const { maxSkew, topologyKey, whenUnsatisfiable: action } = constraint;
    const at = path.index(i);
    const errors: FieldError[] = [];
    if (maxSkew <= 0) errors.push(invalid(at.child('maxSkew'), maxSkew, NOT_POSITIVE));
    addErrors(errors, validateRequired(topologyKey, at.child('topologyKey'), 'can not be empty'));
    if (!ACTIONS.includes(action)) errors.push(notSupported(at.child('whenUnsatisfiable'), action, ACTIONS));
    if (last.get(keyOf(constraint)) !== i) {
      errors.push(duplicate(at.child('{topologyKey, whenUnsatisfiable}'), `{${topologyKey}, ${action}}`));
    }
    addErrors(errors, [
      ...validateMinDomains(constraint, at.child('minDomains')),
      ...validateOneOf(constraint.nodeAffinityPolicy, POLICIES, at.child('nodeAffinityPolicy')),
      ...validateOneOf(constraint.nodeTaintsPolicy, POLICIES, at.child('nodeTaintsPolicy')),
      ...validateMatchLabelKeys(constraint, at),
      ...validateLabelSelector(constraint.labelSelector, at.child('labelSelector')),
    ]);
    return errors;
  });
}

/** What tells constraints from each other. */
function keyOf({ topologyKey, whenUnsatisfiable }: TopologySpreadConstraint): string {
  return JSON.stringify([topologyKey, whenUnsatisfiable]);
}

function validateMinDomains(
  { minDomains, whenUnsatisfiable }: TopologySpreadConstraint,
  path: FieldPath,
): FieldError[] {
  if (minDomains === undefined) return [];
  const errors = minDomains <= 0 ? [invalid(path, minDomains, NOT_POSITIVE)] : [];
  if (whenUnsatisfiable === 'DoNotSchedule') return errors;
  const only = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`;
  return [...errors, invalid(path, minDomains, only)];
}

function validateMatchLabelKeys(
  { matchLabelKeys = [], labelSelector }: TopologySpreadConstraint,
  path: FieldPath,
): FieldError[] {
  return [
    ...validateTermLabelKeys(matchLabelKeys, labelSelector, path.child('matchLabelKeys')),
    ...validateNotSelectedTwice(matchLabelKeys, labelSelector, path),
  ];
}
