import { Service, ServiceList } from '../../../../schemas/core/v1/service.ts';
import { defineResource, STANDARD_VERBS } from '../../../registry/definition/resource-definition.ts';
import { serviceAllocator } from './allocator.ts';
import { hideInternalTrafficPolicy } from './internal-traffic-policy.ts';
import { serviceStatusStrategy } from './status-strategy.ts';
import { serviceStrategy } from './strategy.ts';
import { serviceTable } from './table.ts';

/** Services, with their status as a subresource. */
export const services = defineResource<Service>({
  kind: { group: '', version: 'v1', kind: 'Service' },
  resource: 'services',
  storedAs: 'services/specs',
  singularName: 'service',
  shortNames: ['svc'],
  categories: ['all'],
  verbs: STANDARD_VERBS,
  schema: Service,
  listSchema: ServiceList,
  strategy: serviceStrategy,
  subresources: { status: { verbs: ['get', 'patch', 'update'], strategy: serviceStatusStrategy } },
  allocator: serviceAllocator,
  selectableFields: {
    'spec.clusterIP': (service) => service.text('spec', 'clusterIP'),
    'spec.type': (service) => service.text('spec', 'type'),
  },
  hidden: { field: 'spec', hide: hideInternalTrafficPolicy },
  table: serviceTable,
  deletion: { returnsObject: true },
});
