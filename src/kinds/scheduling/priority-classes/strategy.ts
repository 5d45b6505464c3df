import type { PriorityClass } from '../../../../schemas/scheduling/v1/priority-class.ts';
import { type FieldError, forbidden, invalid, notSupported, requiredField } from '../../../apimachinery/field-error.ts';
import { addErrors } from '../../../apimachinery/field-errors.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { FIELD_IS_IMMUTABLE } from '../../../apimachinery/validation/messages.ts';
import { nameIsDNSSubdomain } from '../../../apimachinery/validation/names.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../../../apimachinery/validation/object-meta.ts';
import type { CreateStrategy, UpdateStrategy } from '../../../registry/definition/strategy.ts';
import { SYSTEM_PREFIX, SYSTEM_PRIORITY_CLASSES } from './system-classes.ts';

/** What lies above is for the cluster's own pods. */
const HIGHEST_USER_DEFINABLE_PRIORITY = 1_000_000_000;
const PREEMPTION_POLICIES = ['PreemptLowerPriority', 'Never'];

const NAME = FieldPath.of('metadata').child('name');
const VALUE = FieldPath.of('value');
const PREEMPTION_POLICY = FieldPath.of('preemptionPolicy');

/** How priority classes are created and replaced. What pods have taken from one does not change: neither does it. */
export const priorityClassStrategy: CreateStrategy<PriorityClass> & UpdateStrategy<PriorityClass> = {
  namespaced: false,
  keptFields: [],
  leavesCanonical: false,
  allowUnconditionalUpdate: true,
  allowCreateOnUpdate: false,

  setDefaults(priorityClass) {
    priorityClass.preemptionPolicy ??= 'PreemptLowerPriority';
  },

  prepareForCreate({ metadata }) {
    metadata.generation = 1;
  },

  validate({ metadata, value, globalDefault = false, preemptionPolicy }) {
    const { name = '' } = metadata;
    const errors = validateObjectMeta(metadata, false, nameIsDNSSubdomain);
    if (name.startsWith(SYSTEM_PREFIX)) {
      const why = notSystemClass(name, value, globalDefault);
      if (why !== undefined) {
        errors.push(
          forbidden(
            NAME,
            `priority class names with '${SYSTEM_PREFIX}' prefix are reserved for system use only. error: ${why}`,
          ),
        );
      }
    } else if (value > HIGHEST_USER_DEFINABLE_PRIORITY) {
      const limit = `maximum allowed value of a user defined priority is ${HIGHEST_USER_DEFINABLE_PRIORITY}`;
      errors.push(forbidden(VALUE, limit));
    }
    addErrors(errors, validatePreemptionPolicy(preemptionPolicy));
    return errors;
  },

  warningsOnCreate() {
    return [];
  },

  prepareForUpdate() {},

  validateUpdate(next, old) {
    const errors = validateObjectMetaUpdate(next.metadata, old.metadata);
    if (next.value !== old.value) errors.push(forbidden(VALUE, 'may not be changed in an update.'));
    if (next.preemptionPolicy !== old.preemptionPolicy) {
      errors.push(invalid(PREEMPTION_POLICY, next.preemptionPolicy, FIELD_IS_IMMUTABLE));
    }
    return errors;
  },

  warningsOnUpdate() {
    return [];
  },
};

/** Why a class is not one of the system's; undefined where it is one. */
function notSystemClass(name: string, value: number, globalDefault: boolean): string | undefined {
  const known = SYSTEM_PRIORITY_CLASSES.find((systemClass) => systemClass.name === name);
  if (known === undefined) return `${name} is not a known system priority class`;
  if (known.value !== value) return `value of ${name} PriorityClass must be ${known.value}`;
  return globalDefault ? `globalDefault of ${name} PriorityClass must be false` : undefined;
}

function validatePreemptionPolicy(policy: string | undefined): FieldError[] {
  if (policy === undefined || PREEMPTION_POLICIES.includes(policy)) return [];
  if (policy === '') return [requiredField(PREEMPTION_POLICY)];
  return [notSupported(PREEMPTION_POLICY, policy, PREEMPTION_POLICIES)];
}
