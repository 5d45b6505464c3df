import { Lease, LeaseList } from '../../../../schemas/coordination/v1/lease.ts';
import { defineResource, STANDARD_VERBS } from '../../../registry/definition/resource-definition.ts';
import { leaseStrategy } from './strategy.ts';
import { leaseTable } from './table.ts';

/** Leases: claims to lead, and the heartbeats of nodes. */
export const leases = defineResource<Lease>({
  kind: { group: 'coordination.k8s.io', version: 'v1', kind: 'Lease' },
  resource: 'leases',
  singularName: 'lease',
  shortNames: [],
  categories: [],
  verbs: STANDARD_VERBS,
  schema: Lease,
  listSchema: LeaseList,
  strategy: leaseStrategy,
  subresources: {},
  table: leaseTable,
  deletion: {},
});
