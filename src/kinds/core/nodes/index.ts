import { Node, NodeList } from '../../../../schemas/core/v1/node.ts';
import { defineResource, STANDARD_VERBS } from '../../../registry/definition/resource-definition.ts';
import { nodeStatusStrategy } from './status-strategy.ts';
import { nodeStrategy } from './strategy.ts';
import { nodeTable } from './table.ts';

/** Nodes, with their status as a subresource. */
export const nodes = defineResource<Node>({
  kind: { group: '', version: 'v1', kind: 'Node' },
  resource: 'nodes',
  singularName: 'node',
  shortNames: ['no'],
  categories: [],
  verbs: STANDARD_VERBS,
  schema: Node,
  listSchema: NodeList,
  strategy: nodeStrategy,
  // As they were called when Kubernetes was young.
  storedAs: 'minions',
  subresources: { status: { verbs: ['get', 'patch', 'update'], strategy: nodeStatusStrategy } },
  selectableFields: { 'spec.unschedulable': (node) => String(node.value('spec', 'unschedulable') ?? false) },
  table: nodeTable,
  deletion: {},
});
