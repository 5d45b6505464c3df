import type { RuntimeClass } from '../../../../schemas/node/v1/runtime-class.ts';
import { ago } from '../../../apimachinery/table/human-duration.ts';
import { AGE_COLUMN, NAME_COLUMN, type TableDescription } from '../../../apimachinery/table/table.ts';

/** Runtime classes as `kubectl get runtimeclasses` shows them. */
export const runtimeClassTable: TableDescription<RuntimeClass> = {
  columns: [
    NAME_COLUMN,
    { name: 'Handler', type: 'string', format: '', description: 'What the nodes call the runtime', priority: 0 },
    AGE_COLUMN,
  ],
  row: ({ metadata, handler }, now) => ({
    cells: [metadata.name ?? '', handler, ago(metadata.creationTimestamp, now)],
  }),
};
