import type { Namespace } from '../../../../schemas/core/v1/namespace.ts';
import { ago } from '../../../apimachinery/table/human-duration.ts';
import { AGE_COLUMN, NAME_COLUMN, type TableDescription } from '../../../apimachinery/table/table.ts';

/** Namespaces as `kubectl get namespaces` shows them. */
export const namespaceTable: TableDescription<Namespace> = {
  columns: [
    NAME_COLUMN,
    { name: 'Status', type: 'string', format: '', description: 'The status of the namespace', priority: 0 },
    AGE_COLUMN,
  ],
  row: ({ metadata, status }, now) => ({
    cells: [metadata.name ?? '', status.phase ?? '', ago(metadata.creationTimestamp, now)],
  }),
};
