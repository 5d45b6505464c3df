import type { PodDisruptionBudget } from '../../../../schemas/policy/v1/pod-disruption-budget.ts';
import { ago } from '../../../apimachinery/table/human-duration.ts';
import {
  AGE_COLUMN,
  type ColumnDefinition,
  NAME_COLUMN,
  type TableDescription,
} from '../../../apimachinery/table/table.ts';

const NOT_SET = 'N/A';

/** Budgets as `kubectl get poddisruptionbudgets` shows them. */
export const podDisruptionBudgetTable: TableDescription<PodDisruptionBudget> = {
  columns: [
    NAME_COLUMN,
    column('Min Available', 'string', 'The minimum number of pods that must be available.'),
    column('Max Unavailable', 'string', 'The maximum number of pods that may be unavailable.'),
    column('Allowed Disruptions', 'integer', 'Calculated number of pods that may be disrupted at this time.'),
    AGE_COLUMN,
  ],
  row: ({ metadata, spec, status }, now) => ({
    cells: [
      metadata.name ?? '',
      String(spec.minAvailable ?? NOT_SET),
      String(spec.maxUnavailable ?? NOT_SET),
      status.disruptionsAllowed,
      ago(metadata.creationTimestamp, now),
    ],
  }),
};

function column(name: string, type: string, description: string): ColumnDefinition {
  return { name, type, format: '', description, priority: 0 };
}
