import type { ConfigMap } from '../../../../schemas/core/v1/config-map.ts';
import { plainStrategy } from '../../plain-strategy.ts';
import type { CreateStrategy, UpdateStrategy } from '../../strategy.ts';
import { validateConfigMap, validateConfigMapUpdate } from './validation.ts';

/** How ConfigMaps are created and replaced. */
export const configMapStrategy: CreateStrategy<ConfigMap> & UpdateStrategy<ConfigMap> = {
  ...plainStrategy,
  validate: validateConfigMap,
  validateUpdate: validateConfigMapUpdate,
};
