import type { Namespace } from '../../../../schemas/core/v1/namespace.ts';
import { addErrors } from '../../../apimachinery/field-errors.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { validateFinalizerName, validateKubernetesFinalizerName } from '../../../apimachinery/validation/finalizers.ts';
import { validateObjectMetaUpdate } from '../../../apimachinery/validation/object-meta.ts';
import type { UpdateStrategy } from '../../../registry/definition/strategy.ts';
import { namespaceStrategy } from './strategy.ts';

const FINALIZERS = FieldPath.of('spec').child('finalizers');

/** How the finalizers of a namespace's spec are replaced, which the namespace's own path does not change. */
export const namespaceFinalizeStrategy: UpdateStrategy<Namespace> = {
  ...namespaceStrategy,

  prepareForUpdate() {},

  validateUpdate(next, old) {
    const errors = validateObjectMetaUpdate(next.metadata, old.metadata);
    for (const [position, name] of (next.spec.finalizers ?? []).entries()) {
      const path = FINALIZERS.index(position);
      addErrors(errors, [...validateFinalizerName(name, path), ...validateKubernetesFinalizerName(name, path)]);
    }
    return errors;
  },
};
