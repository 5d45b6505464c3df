import { Endpoints, EndpointsList } from '../../../../schemas/core/v1/endpoints.ts';
import { defineResource, STANDARD_VERBS } from '../../../registry/definition/resource-definition.ts';
import { endpointsStrategy } from './strategy.ts';
import { endpointsTable } from './table.ts';

/** Endpoints: where services are served. */
export const endpoints = defineResource<Endpoints>({
  kind: { group: '', version: 'v1', kind: 'Endpoints' },
  resource: 'endpoints',
  singularName: 'endpoints',
  shortNames: ['ep'],
  categories: [],
  verbs: STANDARD_VERBS,
  schema: Endpoints,
  listSchema: EndpointsList,
  strategy: endpointsStrategy,
  subresources: {},
  table: endpointsTable,
  storedAs: 'services/endpoints',
  deletion: {},
  deprecation: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
});
