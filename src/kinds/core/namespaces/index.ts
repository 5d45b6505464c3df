import { Namespace, NamespaceList } from '../../../../schemas/core/v1/namespace.ts';
import { defineResource } from '../../../registry/definition/resource-definition.ts';
import { namespaceDeletion } from './deletion.ts';
import { namespaceFinalizeStrategy } from './finalize-strategy.ts';
import { namespaceStatusStrategy } from './status-strategy.ts';
import { namespaceStrategy } from './strategy.ts';
import { namespaceTable } from './table.ts';

/** Namespaces. What is in one that is being deleted is not deleted here: that takes a controller. */
export const namespaces = defineResource<Namespace>({
  kind: { group: '', version: 'v1', kind: 'Namespace' },
  resource: 'namespaces',
  singularName: 'namespace',
  shortNames: ['ns'],
  categories: [],
  verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
  schema: Namespace,
  listSchema: NamespaceList,
  strategy: namespaceStrategy,
  subresources: {
    finalize: { verbs: ['update'], strategy: namespaceFinalizeStrategy },
    status: { verbs: ['get', 'patch', 'update'], strategy: namespaceStatusStrategy },
  },
  selectableFields: { 'status.phase': (namespace) => namespace.text('status', 'phase') },
  table: namespaceTable,
  deletion: namespaceDeletion,
});
