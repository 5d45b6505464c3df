import type { PriorityClass } from '../../../../schemas/scheduling/v1/priority-class.ts';
import { ago } from '../../../apimachinery/table/human-duration.ts';
import { AGE_COLUMN, NAME_COLUMN, type TableDescription } from '../../../apimachinery/table/table.ts';

/** Priority classes as `kubectl get priorityclasses` shows them. */
export const priorityClassTable: TableDescription<PriorityClass> = {
  columns: [
    NAME_COLUMN,
    { name: 'Value', type: 'integer', format: '', description: 'The priority of its pods', priority: 0 },
    {
      name: 'Global-Default',
      type: 'boolean',
      format: '',
      description: 'Whether pods that name no class have this one',
      priority: 0,
    },
    AGE_COLUMN,
    {
      name: 'PreemptionPolicy',
      type: 'string',
      format: '',
      description: 'Whether its pods push out those of lower priority',
      priority: 0,
    },
  ],
  row: ({ metadata, value, globalDefault = false, preemptionPolicy = 'PreemptLowerPriority' }, now) => ({
    cells: [metadata.name ?? '', value, globalDefault, ago(metadata.creationTimestamp, now), preemptionPolicy],
  }),
};
