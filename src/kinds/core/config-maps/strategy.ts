import type { ConfigMap } from '../../../../schemas/core/v1/config-map.ts';
import { dropEmptyData } from '../../../apimachinery/validation/immutable-data.ts';
import { plainStrategy } from '../../../registry/definition/plain-strategy.ts';
import type { CreateStrategy, UpdateStrategy } from '../../../registry/definition/strategy.ts';
import { validateConfigMap, validateConfigMapUpdate } from './validation.ts';

/** How ConfigMaps are created and replaced. */
export const configMapStrategy: CreateStrategy<ConfigMap> & UpdateStrategy<ConfigMap> = {
  ...plainStrategy,

  setDefaults(configMap) {
    // Of texts there is always a list, be it empty.
    dropEmptyData(configMap, ['binaryData']);
  },

  validate: validateConfigMap,
  validateUpdate: validateConfigMapUpdate,
};
