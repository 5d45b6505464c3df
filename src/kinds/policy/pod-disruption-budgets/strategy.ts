import type { PodDisruptionBudget } from '../../../../schemas/policy/v1/pod-disruption-budget.ts';
import { isSemanticallyEqual } from '../../../apimachinery/semantic-equal.ts';
import type { CreateStrategy, UpdateStrategy } from '../../../registry/definition/strategy.ts';
import { validatePodDisruptionBudgetSpec } from './validation.ts';

/** How budgets are created and, but for their status, replaced. Whoever replaces one must name the state that is replaced. */
export const podDisruptionBudgetStrategy: CreateStrategy<PodDisruptionBudget> & UpdateStrategy<PodDisruptionBudget> = {
  namespaced: true,
  keptFields: ['status'],
  leavesCanonical: false,
  allowUnconditionalUpdate: false,
  allowCreateOnUpdate: false,

  setDefaults() {},

  prepareForCreate(budget) {
    budget.metadata.generation = 1;
    budget.status = { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 };
  },

  validate({ spec }) {
    return validatePodDisruptionBudgetSpec(spec);
  },

  warningsOnCreate() {
    return [];
  },

  prepareForUpdate(next, old) {
    // The generation counts changes of the spec.
    if (!isSemanticallyEqual(next.spec, old.spec)) {
      next.metadata.generation = Number(old.metadata.generation ?? 0) + 1;
    }
  },

  validateUpdate({ spec }) {
    return validatePodDisruptionBudgetSpec(spec);
  },

  warningsOnUpdate() {
    return [];
  },
};
