import type { ConfigMap } from '../../../../schemas/core/v1/config-map.ts';
import { dropEmptyData } from '../../../apimachinery/validation/immutable-data.ts';
import { plainStrategy } from '../../plain-strategy.ts';
import type { CreateStrategy, UpdateStrategy } from '../../strategy.ts';
import { validateConfigMap, validateConfigMapUpdate } from './validation.ts';

/** What an immutable ConfigMap may not have empty where it has none; of texts there is always a list, be it empty. */
const FIELDS = ['binaryData'] as const;

/** How ConfigMaps are created and replaced. */
export const configMapStrategy: CreateStrategy<ConfigMap> & UpdateStrategy<ConfigMap> = {
  ...plainStrategy,

  setDefaults(configMap) {
    if (configMap.immutable !== true) dropEmptyData(configMap, FIELDS);
  },

  prepareForCreate(configMap) {
    dropEmptyData(configMap, FIELDS);
  },

  prepareForUpdate(next, old) {
    if (old.immutable !== true) dropEmptyData(next, FIELDS);
  },

  validate: validateConfigMap,
  validateUpdate: validateConfigMapUpdate,
};
