import type { PodDisruptionBudget } from '../../schemas/policy/v1/pod-disruption-budget.ts';
import { selectsLabels } from '../apimachinery/labels/select-labels.ts';
import { timestamp } from '../apimachinery/timestamp.ts';
import { podDisruptionBudgetStatusStrategy } from '../kinds/policy/pod-disruption-budgets/status-strategy.ts';
import { stillProcessed, withDisruption } from '../kinds/policy/pod-disruption-budgets/take-disruption.ts';
import type { DisruptionBudgets } from '../registry/definition/peers.ts';
import { ownRequest } from '../registry/definition/request-context.ts';
import { listObjects } from '../registry/list.ts';
import type { ResourceContext } from '../registry/resource-context.ts';
import { updateObject } from '../registry/update.ts';

/** The stored budgets, as evictions ask for them. */
export function disruptionBudgets(resource: ResourceContext<PodDisruptionBudget>): DisruptionBudgets {
  const { codec } = resource.definition;
  return {
    async covering(namespace, labels, signal) {
      const { entries } = await listObjects(resource, { namespace, signal }, { exactly: undefined });
      return entries
        .map(({ value, revision }) => codec.open(value, revision))
        .filter(({ spec }) => selectsLabels(spec.selector, labels));
    },

    async takeDisruption({ metadata: { name = '', namespace } }, pod, { dryRun, signal }) {
      const since = timestamp(resource.sources.now());
      const update = {
        name,
        subresource: 'status',
        strategy: podDisruptionBudgetStatusStrategy,
        uid: undefined,
        change: (old: PodDisruptionBudget) => withDisruption(old, pod, since),
        dryRun,
      };
      await updateObject(resource, update, ownRequest({ namespace, signal }));
    },

    stillProcessed: ({ metadata }) => stillProcessed(metadata.name ?? ''),
  };
}
