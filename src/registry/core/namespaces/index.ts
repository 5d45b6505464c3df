import { Namespace, NamespaceList } from '../../../../schemas/core/v1/namespace.ts';
import { defineResource } from '../../resource-definition.ts';
import { namespaceStrategy } from './strategy.ts';
import { namespaceTable } from './table.ts';

/** Namespaces. */
export const namespaces = defineResource<Namespace>({
  kind: { group: '', version: 'v1', kind: 'Namespace' },
  resource: 'namespaces',
  singularName: 'namespace',
  shortNames: ['ns'],
  categories: [],
  verbs: ['create', 'delete', 'get', 'list', 'patch', 'update'],
  schema: Namespace,
  listSchema: NamespaceList,
  strategy: namespaceStrategy,
  subresources: {},
  selectableFields: { 'status.phase': (namespace) => namespace.text('status', 'phase') },
  table: namespaceTable,
  deletion: {
    terminate: ({ status }) => {
      status.phase = 'Terminating';
    },
  },
});
