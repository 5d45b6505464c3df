import type { PodDisruptionBudget } from '../../../../schemas/policy/v1/pod-disruption-budget.ts';
import { selectsLabels } from '../../../apimachinery/labels/select-labels.ts';
import { listObjects } from '../../list.ts';
import type { DisruptionBudgets } from '../../peers.ts';
import type { Registry } from '../../registry.ts';
import { timestamp } from '../../timestamp.ts';
import { updateObject } from '../../update.ts';
import { podDisruptionBudgetStatusStrategy } from './status-strategy.ts';
import { stillProcessed, withDisruption } from './take-disruption.ts';

/** The budgets of a registry, as evictions ask for them. */
export function disruptionBudgets(registry: Registry<PodDisruptionBudget>): DisruptionBudgets {
  const { codec } = registry.definition;
  return {
    async covering(namespace, labels, signal) {
      const { entries } = await listObjects(registry, { namespace, signal }, { exactly: undefined });
      return entries
        .map(({ value, revision }) => codec.open(value, revision))
        .filter(({ spec }) => selectsLabels(spec.selector, labels));
    },

    async takeDisruption({ metadata: { name = '', namespace } }, pod, { dryRun, signal }) {
      const since = timestamp(registry.sources.now());
      const update = {
        name,
        subresource: 'status',
        strategy: podDisruptionBudgetStatusStrategy,
        uid: undefined,
        change: (old: PodDisruptionBudget) => withDisruption(old, pod, since),
        dryRun,
      };
      await updateObject(registry, update, { namespace, signal });
    },

    stillProcessed: ({ metadata }) => stillProcessed(metadata.name ?? ''),
  };
}
