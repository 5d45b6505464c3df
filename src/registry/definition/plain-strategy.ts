import type { CreateStrategy, UpdateStrategy } from './strategy.ts';

/**
 * The strategy of a kind in namespaces of which nothing is filled in, reset or warned of. Kinds spread it into their own and
 * say what is different with them; what is wrong with an object each says for itself.
 */
export const plainStrategy = {
  namespaced: true,
  keptFields: [],
  leavesCanonical: false,
  allowUnconditionalUpdate: true,
  allowCreateOnUpdate: false,
  setDefaults() {},
  prepareForCreate() {},
  warningsOnCreate() {
    return [];
  },
  prepareForUpdate() {},
  warningsOnUpdate() {
    return [];
  },
} satisfies Omit<CreateStrategy<object> & UpdateStrategy<object>, 'validate' | 'validateUpdate'>;
