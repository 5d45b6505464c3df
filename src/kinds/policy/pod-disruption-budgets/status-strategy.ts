import type { PodDisruptionBudget } from '../../../../schemas/policy/v1/pod-disruption-budget.ts';
import type { UpdateStrategy } from '../../../registry/definition/strategy.ts';
import { podDisruptionBudgetStrategy } from './strategy.ts';
import { validatePodDisruptionBudgetStatus } from './validation.ts';

/** The subresource poddisruptionbudgets/status: writes the status, and with it the metadata, but not the spec. */
export const podDisruptionBudgetStatusStrategy: UpdateStrategy<PodDisruptionBudget> = {
  ...podDisruptionBudgetStrategy,
  keptFields: ['spec'],

  prepareForUpdate() {},

  validateUpdate({ status }) {
    return validatePodDisruptionBudgetStatus(status);
  },
};
