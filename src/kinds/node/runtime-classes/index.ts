import { RuntimeClass, RuntimeClassList } from '../../../../schemas/node/v1/runtime-class.ts';
import { defineResource, STANDARD_VERBS } from '../../../registry/definition/resource-definition.ts';
import { runtimeClassStrategy } from './strategy.ts';
import { runtimeClassTable } from './table.ts';

/** Runtime classes. */
export const runtimeClasses = defineResource<RuntimeClass>({
  kind: { group: 'node.k8s.io', version: 'v1', kind: 'RuntimeClass' },
  resource: 'runtimeclasses',
  singularName: 'runtimeclass',
  shortNames: [],
  categories: [],
  verbs: STANDARD_VERBS,
  schema: RuntimeClass,
  listSchema: RuntimeClassList,
  strategy: runtimeClassStrategy,
  subresources: {},
  table: runtimeClassTable,
  deletion: {},
});
