import type { Lease } from '../../../../schemas/coordination/v1/lease.ts';
import { ago } from '../../../apimachinery/table/human-duration.ts';
import { AGE_COLUMN, NAME_COLUMN, type TableDescription } from '../../../apimachinery/table/table.ts';

/** Leases as `kubectl get leases` shows them. */
export const leaseTable: TableDescription<Lease> = {
  columns: [
    NAME_COLUMN,
    { name: 'Holder', type: 'string', format: '', description: 'Who holds the lease', priority: 0 },
    AGE_COLUMN,
  ],
  row: ({ metadata, spec }, now) => ({
    cells: [metadata.name ?? '', spec.holderIdentity ?? '', ago(metadata.creationTimestamp, now)],
  }),
};
