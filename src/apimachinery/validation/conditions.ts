import type { Condition } from '../../../schemas/meta/v1/condition.ts';
import { duplicate, type FieldError, invalid, notSupported, requiredField, tooLong } from '../field-error.ts';
import { addErrors, errorsOfEach } from '../field-errors.ts';
import type { FieldPath } from '../field-path.ts';
import { isLongerThan } from './byte-length.ts';
import { validateLabelKey } from './label-selector.ts';
import { mustMatch } from './messages.ts';

const STATUSES = ['False', 'True', 'Unknown'];
const REASON_FORMAT = '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?';
const REASON = new RegExp(`^${REASON_FORMAT}$`);
const REASON_PROBLEM = mustMatch(
  "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_'",
  REASON_FORMAT,
  'my_name',
  'MY_NAME',
  'MyName',
  'ReasonA,ReasonB',
  'ReasonA:ReasonB',
);
const REASON_LIMIT = 1024;
const MESSAGE_LIMIT = 32 * 1024;

/** What is wrong with conditions in the form that kinds have in common: each type stands once, with all that it needs. */
export function validateConditions(conditions: readonly Condition[] | undefined, path: FieldPath): FieldError[] {
  const types = new Set<string>();
  return errorsOfEach(conditions ?? [], (condition, i) => {
    const { type } = condition;
    const at = path.index(i);
    const errors = types.has(type) ? [duplicate(at.child('type'), type)] : [];
    types.add(type);
    addErrors(errors, validateCondition(condition, at));
    return errors;
  });
}

function validateCondition(condition: Condition, path: FieldPath): FieldError[] {
  const { type, status, observedGeneration = 0, lastTransitionTime, reason, message } = condition;
  const errors = validateLabelKey(type, path.child('type'));
  if (!STATUSES.includes(status)) errors.push(notSupported(path.child('status'), status, STATUSES));
  if (observedGeneration < 0) {
    const at = path.child('observedGeneration');
    errors.push(invalid(at, observedGeneration, 'must be greater than or equal to zero'));
  }
  if ((lastTransitionTime ?? '') === '') errors.push(requiredField(path.child('lastTransitionTime')));
  if (reason === '') {
    errors.push(requiredField(path.child('reason')));
  } else {
    if (!REASON.test(reason)) errors.push(invalid(path.child('reason'), reason, REASON_PROBLEM));
    if (isLongerThan(reason, REASON_LIMIT)) errors.push(tooLong(path.child('reason'), REASON_LIMIT));
  }
  if (isLongerThan(message, MESSAGE_LIMIT)) errors.push(tooLong(path.child('message'), MESSAGE_LIMIT));
  return errors;
}
