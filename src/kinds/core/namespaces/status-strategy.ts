import type { Namespace } from '../../../../schemas/core/v1/namespace.ts';
import { invalid } from '../../../apimachinery/field-error.ts';
import { validateObjectMetaUpdate } from '../../../apimachinery/validation/object-meta.ts';
import type { UpdateStrategy } from '../../../registry/definition/strategy.ts';
import { namespaceStrategy } from './strategy.ts';

/** How the status of a namespace is replaced: its phase has to agree with whether it is being deleted. */
export const namespaceStatusStrategy: UpdateStrategy<Namespace> = {
  ...namespaceStrategy,
  keptFields: ['spec'],

  prepareForUpdate() {},

  validateUpdate(next, old) {
    const errors = validateObjectMetaUpdate(next.metadata, old.metadata);
    const isDeleted = next.metadata.deletionTimestamp !== undefined;
    const phase = isDeleted ? 'Terminating' : 'Active';
    if (next.status.phase !== phase) {
      const why = `may only be '${phase}' if \`deletionTimestamp\` is ${isDeleted ? 'not empty' : 'empty'}`;
      errors.push(invalid('status.Phase', next.status.phase ?? '', why));
    }
    return errors;
  },
};
