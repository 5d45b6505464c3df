import { ConfigMap, ConfigMapList } from '../../../../schemas/core/v1/config-map.ts';
import { defineResource, STANDARD_VERBS } from '../../../registry/definition/resource-definition.ts';
import { configMapStrategy } from './strategy.ts';
import { configMapTable } from './table.ts';

/** ConfigMaps. */
export const configMaps = defineResource<ConfigMap>({
  kind: { group: '', version: 'v1', kind: 'ConfigMap' },
  resource: 'configmaps',
  singularName: 'configmap',
  shortNames: ['cm'],
  categories: [],
  verbs: STANDARD_VERBS,
  schema: ConfigMap,
  listSchema: ConfigMapList,
  strategy: configMapStrategy,
  subresources: {},
  table: configMapTable,
  deletion: {},
});
